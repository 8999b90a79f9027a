/*
 * Images of the hypervisor, as they lie in /boot: what is about to be booted
 * tells its release, how it was built, and whether it has a policy of its own.
 */
#ifndef IMAGE_IMAGE_H
#define IMAGE_IMAGE_H

#include "image/image_read.h"

#endif
