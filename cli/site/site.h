/*
 * What a site knows of its own policy, in one XML file that lint, the policy
 * compiler and the documents read.  data/site.rng documents the XML.
 */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "site/site_check.h"
#include "site/site_find.h"
#include "site/site_merge.h"
#include "site/site_model.h"
#include "site/site_profile.h"
#include "site/site_read.h"
#include "site/site_recognize.h"
#include "site/site_write.h"
#include "site/site_xl.h"

#endif
