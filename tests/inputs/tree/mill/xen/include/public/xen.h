/* A made-up hypervisor: its hypercalls. */
#ifndef PUBLIC_XEN_H
#define PUBLIC_XEN_H

#if !defined(__x86_64__) && !defined(__aarch64__)
#error "a mill for other streams"
#endif

#define __HYPERVISOR_mill_op   5
#define __HYPERVISOR_mill_idle (__HYPERVISOR_mill_op + 1)

#endif
