#ifndef CPPCHECK
#ifdef CONFIG_X86
caller: pv64
#endif
#ifdef CONFIG_ARM
caller: arm
#endif
table:        pv64  arm
mill_op       do    do
mill_idle     do    do
#endif
