# Lints what Xen's tools/flask/policy builds.  Include it at the end of the
# Makefile there, behind Makefile.common:
#
#	include /usr/share/xsmc/xsmc.mk
#
# `make lint` lints the policy, and `make install` does so first: what has
# findings at or above the threshold is not installed.  The binary, which Xen
# loads, decides; the text beside it says at which lines rules stand.

XSMC       ?= xsmc
# Options of `xsmc lint`: --site=FILE, --fail-on=LEVEL, --config=FILE, ...
XSMC_FLAGS ?=
# The release that the policy is for: that of the tree, by the name of the file
# that it builds.  A tree of no release needs another word here, as 4.22.
XSMC_RELEASE ?= $(patsubst xenpolicy-%,%,$(notdir $(POLICY_FILENAME)))

lint: $(FLASK_BUILD_DIR)/policy.conf $(POLICY_FILENAME)
	$(XSMC) lint --release $(XSMC_RELEASE) $(XSMC_FLAGS) $^

# What is installed is what `install` depends on otherwise.
install: | lint

.PHONY: lint
