# xsmc: `make help` lists the targets. All that is built goes to $(BUILD).

BUILD    = build
PREFIX   = /usr/local
DESTDIR  =
CC       = gcc
CFLAGS   = -O2 -g
LDFLAGS  =
WERROR   =
VERSION  = 0.1

FUZZ_SECONDS = 60
# Options of tests/faults/run, and parts of commands.
FAULTS       =
# Options of tests/mutants/run, and parts of mutants' names.
MUTANTS      =
BENCH_RUNS   = 11

# `make V=1` shows the commands themselves.
V        =
Q        = $(if $(V),,@)
say      = @printf '  %-4s %s\n' $(1) $@

# Debian packages: what the program is built with, and what each target needs
# beside that.  .ci/packages installs those that are missing.
PACKAGES_BUILD    = gcc libc6-dev binutils libxml2-dev libcmark-dev \
	libpopt-dev libjansson-dev libsepol-dev zlib1g-dev libmd-dev checkpolicy m4
PACKAGES_CHECK    = $(PACKAGES_BUILD) libcmocka-dev libxml2-utils mandoc \
	git jq secilc setools xen-doc libxen-dev graphviz python3-docutils \
	cmark-gfm zsh fish python3-yaml sqlite3
PACKAGES_FAULTS   = $(PACKAGES_BUILD) python3
PACKAGES_MUTANTS  = $(PACKAGES_CHECK) perl-base
PACKAGES_VALGRIND = $(PACKAGES_CHECK) valgrind
PACKAGES_LINT     = $(PACKAGES_CHECK) clang clang-tidy clang-format cppcheck \
	shellcheck
PACKAGES_FORMAT   = clang-format
PACKAGES_COVERAGE = $(PACKAGES_CHECK) gcovr
PACKAGES_BENCH    = $(PACKAGES_BUILD) setools valgrind
# A machine without a window may have no letters either.
PACKAGES_BROWSER  = $(PACKAGES_BUILD) chromium python3 fonts-dejavu-core graphviz
PACKAGES_DEB      = $(PACKAGES_BUILD) debhelper dpkg-dev fakeroot lintian
PACKAGES_FUZZ     = $(PACKAGES_BUILD) clang libcmocka-dev

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings \
	-Wvla -Wundef -Wformat=2 -Wswitch-enum -Wconversion
# Hardened, whatever CFLAGS and LDFLAGS are; HARDEN= takes it away.  What guards
# branches is a matter of the processor; FORTIFY asks for an optimizer, and hides
# from sanitizers what they look for.
HARDEN   = yes
MACHINE := $(shell $(CC) -dumpmachine 2>/dev/null)
GUARDED  = $(if $(filter x86_64-% i386-% i486-% i586-% i686-%,$(MACHINE)),\
	-fcf-protection=full -fstack-clash-protection)$(if $(filter \
	aarch64-%,$(MACHINE)),-mbranch-protection=standard)
FORTIFY  = $(if $(filter -O0,$(CFLAGS))$(findstring -fsanitize,$(CFLAGS)),,\
	-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
HARDENED = $(if $(HARDEN),-fPIE -fstack-protector-strong $(GUARDED) $(FORTIFY))
HARDLINK = $(if $(HARDEN),-pie -Wl$(comma)-z$(comma)relro$(comma)-z$(comma)now)
# The same bytes wherever it is built, and whenever.
SAME     = -ffile-prefix-map=$(CURDIR)=. -Wdate-time

# Asked for by each compilation: pkg-config and libxml2 may be installed by
# this very run of make.
XML_CFLAGS = $(or $(shell pkg-config --cflags libxml-2.0 2>/dev/null),\
	-I/usr/include/libxml2)
CPPFLAGS = -D_GNU_SOURCE -DXSMC_VERSION='"$(VERSION)"' \
	-DXML_SONAME='"$(XML_SONAME)"' -Icli $(XML_CFLAGS)
COMPILE  = $(CC) -std=c11 $(CPPFLAGS) $(WARNINGS) $(WERROR) $(SAME) \
	$(HARDENED) $(CFLAGS) -MMD -MP
LINK     = $(CC) $(HARDLINK) $(CFLAGS) $(LDFLAGS)
# libxml2 is loaded when XML is read (cli/xml/xml_library.h): by the name
# that the compiler's one has.
XML_SONAME = $(or $(shell readelf -d \
	"$$($(CC) -print-file-name=libxml2.so)" 2>/dev/null | \
	sed -n 's/.*soname: \[\(.*\)\]/\1/p'),libxml2.so.2)
# Archives: what they allocate goes by cli/cmd/cmd_allocate.c.  libsepol works in a
# child process, whose end is no more than a message: the system's shared one.
ARCHIVES = -l:libcmark.a -l:libpopt.a -l:libjansson.a -l:libz.a -l:libmd.a
LIBS     = $(ARCHIVES) -lsepol
# Only the archive has the calls that the tests' judge makes.
TESTLIBS = $(ARCHIVES) -l:libsepol.a
empty    =
comma    = ,
WRAP     = -Wl$(subst $(empty) ,,$(patsubst %,$(comma)--wrap=%,malloc calloc \
	realloc reallocarray strdup strndup vasprintf __vasprintf_chk))

sources  = $(sort $(wildcard cli/$(1)/*.c))
objects  = $(patsubst %.c,$(BUILD)/%.o,$(1))

BASE     = $(call objects,$(call sources,base))
XML      = $(call objects,$(call sources,xml))
REGISTRY = $(call objects,$(call sources,registry))
FOLDERS  = doc site policy source tree log image page right way solve finding run rule lint verify compile write audit answer word report
LIBRARY  = $(foreach d,$(FOLDERS),$(call objects,$(call sources,$(d))))
COMMANDS = $(call objects,cli/main.c $(call sources,cmd))
EMBEDDED = $(BUILD)/gen/embedded_table.o
BUILTIN  = $(BUILD)/gen/registry_builtin.o
WAYS     = $(BUILD)/gen/ways_builtin.o
# The manuals of the linter's rules, of messages and of words are what explain
# says of them.
EXPLAINED = $(BUILD)/man/xsmc-rules.7 $(BUILD)/man/xsmc-messages.7 \
	$(BUILD)/man/xsmc-glossary.7
UNITS    = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard \
	tests/unit/*_test.c)))
FUZZERS  = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(sort $(wildcard \
	tests/fuzz/*_fuzz.c)))

# What shells read to complete what is typed, as the program writes it.
COMPLETIONS = $(addprefix $(BUILD)/completion/,xsmc.bash xsmc.zsh xsmc.fish)

# What goes into the program as text, and the XML of its registry.
DATA     = data/registry.xml $(sort $(filter-out \
	data/registry.xml,$(wildcard data/*.xml)))
SCHEMAS  = data/registry.rng data/site.rng
# Of what the program writes as JSON: installed, and held by the tests.
JSON_SCHEMAS = $(sort $(wildcard tests/schema/*.schema.json))
TEXTS    = $(SCHEMAS) $(DATA) $(sort $(wildcard templates/*.*))

C_FILES  = $(sort $(wildcard cli/*.[ch] cli/*/*.[ch] tests/*/*.[ch]))
SCRIPTS  = $(sort $(shell grep -lsE '^\#!/bin/(ba)?sh' .ci/* tests/* \
	tests/*/*))

# A plain `make` of a target that runs make again uses all processors.
JOBS     = $(if $(findstring j,$(filter-out --%,$(MAKEFLAGS))),,-j$(shell \
	nproc))
AGAIN    = @+$(MAKE) --no-print-directory $(JOBS)

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:

all: $(BUILD)/xsmc $(EXPLAINED) $(COMPLETIONS) ## build the program

$(BUILD)/xsmc: $(COMMANDS) $(BUILD)/libxsmc.a
	$(call say,LD)
	$(Q)$(LINK) $(WRAP) -o $@ $(COMMANDS) $(BUILD)/libxsmc.a $(LIBS)

$(EXPLAINED): $(BUILD)/man/xsmc-%.7: $(BUILD)/xsmc
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(BUILD)/xsmc explain --format mdoc $* >$@

$(BUILD)/completion/xsmc.%: $(BUILD)/xsmc
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(BUILD)/xsmc help --completion $* >$@

$(BUILD)/libxsmc.a: $(LIBRARY) $(REGISTRY) $(XML) $(BASE) $(EMBEDDED) $(BUILTIN) \
		$(WAYS)
	$(call say,AR)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

# Other flags make other objects.
$(BUILD)/flags: always
	@mkdir -p $(@D)
	@printf '%s\n' $(filter-out $(WERROR),$(COMPILE)) $(LINK) | \
		cmp -s - $@ || printf '%s\n' $(filter-out $(WERROR),$(COMPILE)) \
		$(LINK) >$@

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags
	$(call say,CC)
	$(Q)$(COMPILE) -c -o $@ $<

$(BUILD)/gen/embedded_table.c: $(BUILD)/gen_text $(TEXTS)
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(BUILD)/gen_text embedded_files $(TEXTS) >$@

# What comes out as it was is compiled no more: base/ changes oftener than that.
$(BUILD)/gen/%_builtin.c: $(BUILD)/gen/%_builtin.new
	@cmp -s $< $@ || cp $< $@

$(BUILD)/gen/registry_builtin.new: $(BUILD)/gen_registry $(DATA)
	$(call say,GEN)
	$(Q)$(BUILD)/gen_registry data/registry.xml >$@

$(BUILD)/gen/ways_builtin.new: $(BUILD)/gen_ways
	$(call say,GEN)
	$(Q)$(BUILD)/gen_ways >$@

$(BUILD)/gen_text: $(BUILD)/cli/gen/gen_text.o
	$(call say,LD)
	$(Q)$(LINK) -o $@ $^

$(BUILD)/gen_registry: $(BUILD)/cli/gen/gen_registry.o \
		$(BUILD)/cli/gen/gen_text_row.o $(REGISTRY) $(XML) \
		$(BASE) $(EMBEDDED)
	$(call say,LD)
	$(Q)$(LINK) -o $@ $^

$(BUILD)/gen_ways: $(BUILD)/cli/gen/gen_ways.o $(BUILTIN) $(REGISTRY) $(XML) \
		$(call objects,$(call sources,way)) $(BASE) $(EMBEDDED)
	$(call say,LD)
	$(Q)$(LINK) -o $@ $^

# --- Tests -----------------------------------------------------------------

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(BUILD)/libxsmc.a
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(LINK) -o $@ $^ $(TESTLIBS) -lcmocka

# A program of the golden cases: another one without what a kernel may lack.
$(BUILD)/without: $(BUILD)/tests/golden/without.o
	$(call say,LD)
	$(Q)$(LINK) -o $@ $^

# With what the packages brought: the program, its tests, and a run of them.
tested: all $(UNITS) $(BUILD)/without

run-check: tested
	@BUILD=$(BUILD) CC=$(CC) .ci/tests all

run-tests: tested
	@BUILD=$(BUILD) CC=$(CC) .ci/tests unit golden

check: ## build and run all tests
	@.ci/packages $(PACKAGES_CHECK) $(PACKAGES_BROWSER)
	$(AGAIN) run-check

asan: ## run the tests with the address and undefined behaviour sanitizers
	@.ci/packages $(PACKAGES_CHECK)
	$(AGAIN) BUILD=$(BUILD)/asan LDFLAGS='-fsanitize=address,undefined' \
		CFLAGS='-O1 -g -fno-omit-frame-pointer \
		-fsanitize=address,undefined -fno-sanitize-recover=all' \
		run-tests

valgrind: ## run the tests under valgrind
	@.ci/packages $(PACKAGES_VALGRIND)
	$(AGAIN) tested
	@BUILD=$(BUILD) .ci/tests-valgrind

# Measured: 97 and 90 of a hundred.
COVERED = --fail-under-line 90 --fail-under-branch 80

coverage: ## run the tests and show how much of each file they reach; a floor
	@.ci/packages $(PACKAGES_COVERAGE)
	@rm -rf $(BUILD)/coverage
	$(AGAIN) BUILD=$(BUILD)/coverage CFLAGS='-O0 -g --coverage' tested
	@# On a full disk the profile has no room either.
	@BUILD=$(BUILD)/coverage CASES="$$(cd tests/golden && \
		grep -L -e /dev/full -e 'ulimit -f' */*/cmd | sed 's|/cmd$$||')" \
		.ci/tests unit golden
	@gcovr --root . --filter cli/ --exclude cli/gen/ $(COVERED) \
		--print-summary $(BUILD)/coverage

mutants: ## break the program in each place of a list: a test must see it
	@.ci/packages $(PACKAGES_MUTANTS)
	$(AGAIN) tested
	@BUILD=$(BUILD) tests/mutants/run $(MUTANTS)

faults: ## let each call of each command fail in turn: FAULTS='-n 12', -a for all
	@.ci/packages $(PACKAGES_FAULTS)
	$(AGAIN) $(BUILD)/xsmc
	@BUILD=$(BUILD) CC=$(CC) tests/faults/run $(FAULTS)

sites: ## compile and judge some thousands of random site files: SITES='COUNT SEED'
	@.ci/packages $(PACKAGES_CHECK)
	$(AGAIN) all
	@tests/sites/run $(or $(SITES),3000)

guard: ## hold policy guard to lint, each right that can be added in turn
	@.ci/packages $(PACKAGES_CHECK)
	$(AGAIN) $(BUILD)/unit/write_guard_test
	@XSMC_TEST_GUARD=all $(BUILD)/unit/write_guard_test

# --- Lint and format ---------------------------------------------------------

lint: ## compile with gcc and clang -Werror; check code, scripts, XML, manual
	@.ci/packages $(PACKAGES_LINT)
	$(AGAIN) BUILD=$(BUILD)/gcc CC=gcc WERROR=-Werror tested
	$(AGAIN) BUILD=$(BUILD)/clang CC=clang WERROR=-Werror tested
	$(AGAIN) run-lint

TIDY_FILES = $(wildcard cli/*.c cli/*/*.c)
TIDIED     = $(patsubst %.c,$(BUILD)/tidy/%.ok,$(TIDY_FILES))

$(BUILD)/tidy/%.ok: %.c .clang-tidy
	@mkdir -p $(@D)
	$(call say,TIDY)
	$(Q)clang-tidy --quiet --warnings-as-errors='*' $< -- -std=c11 \
		$(CPPFLAGS) 2>$@.log
	@touch $@

tidy: $(TIDIED)

cppcheck:
	@mkdir -p $(BUILD)/cppcheck
	@echo '  cppcheck'
	$(Q)cppcheck --quiet --std=c11 --language=c --error-exitcode=1 \
		--enable=warning,performance,portability --inline-suppr \
		--cppcheck-build-dir=$(BUILD)/cppcheck \
		--suppress=missingIncludeSystem -D_GNU_SOURCE -Icli cli

shellcheck:
	@echo '  shellcheck'
	$(Q)shellcheck $(SCRIPTS)

xml-lint:
	@echo '  xmllint'
	$(Q)xmllint --noout $(SCHEMAS)
	$(Q)for file in $(DATA); do xmllint --noout --relaxng \
		data/registry.rng $$file 2>&1 | grep -v ' validates$$' && \
		exit 1; done; true

man-lint: $(EXPLAINED)
	@echo '  mandoc -T lint'
	$(Q)mandoc -T lint -W warning man/*.[1-9] $(EXPLAINED)

run-lint: tidy cppcheck shellcheck xml-lint man-lint format-check

format: ## lay out the C files by .clang-format
	@.ci/packages $(PACKAGES_FORMAT)
	clang-format -i $(C_FILES)

format-check: ## fail when a C file is laid out in another way
	@.ci/packages $(PACKAGES_FORMAT)
	@echo '  clang-format --dry-run'
	$(Q)clang-format --dry-run -Werror $(C_FILES)

# --- Measuring and fuzzing ---------------------------------------------------

$(BUILD)/bench/%: $(BUILD)/tests/bench/%.o
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(LINK) -o $@ $^ -l:libsepol.a

$(BUILD)/bench/read_rows: $(BUILD)/libxsmc.a

run-bench: $(BUILD)/xsmc $(BUILD)/bench/read_policy $(BUILD)/bench/read_rows \
		$(BUILD)/bench/measure
	@BUILD=$(BUILD) tests/bench/run $(BENCH_RUNS)

reproducible: ## build in two folders: the same bytes must come out
	@.ci/packages $(PACKAGES_BUILD)
	@CC=$(CC) BUILD=$(BUILD) tests/reproducible/run

check-rules: ## break each rule of the house once: .ci/check-structure must see it
	@.ci/packages $(PACKAGES_CHECK)
	$(AGAIN) tested
	@BUILD=$(BUILD) CC=$(CC) .ci/tests rules

check-browser: ## open the pages in a browser without a window
	@.ci/packages $(PACKAGES_BROWSER)
	$(AGAIN) all
	@tests/browser/run $(BUILD)/xsmc

bench: ## measure against other programs (BENCH_RUNS=11)
	@.ci/packages $(PACKAGES_BENCH)
	$(AGAIN) run-bench

# What the targets share, and the commands, of which each takes what it needs.
$(BUILD)/fuzz/shared.a: $(call objects,$(call sources,cmd)) \
		$(call objects,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
	@mkdir -p $(@D)
	$(call say,AR)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $(filter-out %/cmd_allocate.o,$^)

$(BUILD)/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/fuzz/shared.a \
		$(BUILD)/libxsmc.a
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $^ $(TESTLIBS) -lcmocka

run-fuzz: $(FUZZERS)
	@BUILD=$(BUILD) tests/fuzz/run $(FUZZ_SECONDS) $(FUZZERS)

fuzz-short: ## fuzz every reader of input for 30 seconds, as on each change
	@$(MAKE) --no-print-directory fuzz FUZZ_SECONDS=30

fuzz: ## fuzz every reader of input (FUZZ_SECONDS=60 each)
	@.ci/packages $(PACKAGES_FUZZ)
	$(AGAIN) all
	$(AGAIN) BUILD=$(BUILD)/fuzzing CC=clang \
		CFLAGS='-O1 -g -fsanitize=address,undefined,fuzzer-no-link \
		-fno-sanitize-recover=all' run-fuzz

# --- Use -----------------------------------------------------------------------

# Where each shell looks for the completion of a program.
BASH_COMPLETION = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSH_COMPLETION  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISH_COMPLETION = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
EXAMPLES        = $(DESTDIR)$(PREFIX)/share/doc/xsmc/examples

install: all ## install program, manual, registry, completion (DESTDIR, PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/xsmc \
		$(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION) \
		$(EXAMPLES) $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/man/man5 \
		$(DESTDIR)$(PREFIX)/share/man/man7
	install -m 755 $(BUILD)/xsmc $(DESTDIR)$(PREFIX)/bin
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 man/*.7 $(EXPLAINED) $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 644 $(SCHEMAS) $(JSON_SCHEMAS) $(DATA) templates/status.md \
		templates/pipeline/xsmc.mk $(DESTDIR)$(PREFIX)/share/xsmc
	install -m 644 templates/pipeline/github.yml $(EXAMPLES)
	install -m 644 $(BUILD)/completion/xsmc.bash $(BASH_COMPLETION)/xsmc
	install -m 644 $(BUILD)/completion/xsmc.zsh $(ZSH_COMPLETION)/_xsmc
	install -m 644 $(BUILD)/completion/xsmc.fish $(FISH_COMPLETION)

uninstall: ## remove what install put there (DESTDIR, PREFIX)
	rm -f $(DESTDIR)$(PREFIX)/bin/xsmc $(BASH_COMPLETION)/xsmc \
		$(ZSH_COMPLETION)/_xsmc $(FISH_COMPLETION)/xsmc.fish \
		$(addprefix $(DESTDIR)$(PREFIX)/share/man/man7/,\
		$(notdir $(EXPLAINED))) $(patsubst man/%.1,\
		$(DESTDIR)$(PREFIX)/share/man/man1/%.1,$(wildcard man/*.1)) \
		$(patsubst man/%.5,$(DESTDIR)$(PREFIX)/share/man/man5/%.5,\
		$(wildcard man/*.5)) \
		$(patsubst man/%.7,$(DESTDIR)$(PREFIX)/share/man/man7/%.7,\
		$(wildcard man/*.7)) $(addprefix \
		$(DESTDIR)$(PREFIX)/share/xsmc/,$(notdir $(SCHEMAS) \
		$(JSON_SCHEMAS) $(DATA)) \
		status.md xsmc.mk) $(EXAMPLES)/github.yml
	if [ -d $(DESTDIR)$(PREFIX)/share/xsmc ]; then \
		rmdir --ignore-fail-on-non-empty \
			$(DESTDIR)$(PREFIX)/share/xsmc; fi
	if [ -d $(EXAMPLES) ]; then \
		rmdir --ignore-fail-on-non-empty $(EXAMPLES) \
			$(patsubst %/examples,%,$(EXAMPLES)); fi

# A copy of what is no build, in build/NAME.
copied = rm -rf $(BUILD)/$(1) && mkdir -p $(BUILD)/$(1) && \
	tar -cf - --exclude=./$(BUILD) --exclude=./.git . | \
	tar -xf - -C $(BUILD)/$(1)

dist: ## write a tarball that builds without git, of what is committed
	@mkdir -p $(BUILD)
	git archive --prefix=xsmc-$(VERSION)/ HEAD | gzip -9n \
		>$(BUILD)/xsmc-$(VERSION).tar.gz
	@echo $(BUILD)/xsmc-$(VERSION).tar.gz

distcheck: dist ## build that tarball, and test and install what comes out
	@.ci/packages $(PACKAGES_CHECK)
	@BUILD=$(BUILD) VERSION=$(VERSION) tests/dist/run

deb: ## write a Debian package
	@.ci/packages $(PACKAGES_DEB)
	@$(call copied,deb/xsmc-$(VERSION))
	@mv $(BUILD)/deb/xsmc-$(VERSION)/.debian $(BUILD)/deb/xsmc-$(VERSION)/debian
	cd $(BUILD)/deb/xsmc-$(VERSION) && MAKEFLAGS= dpkg-buildpackage -us -uc -b
	@rm -rf $(BUILD)/deb/xsmc-$(VERSION)
	lintian --fail-on error,warning $(BUILD)/deb/xsmc_*.changes

quickstart: ## install what is needed, build, and show what xsmc does
	@.ci/packages $(PACKAGES_BUILD)
	@+.ci/quiet $(BUILD)/quickstart/build.log 'building xsmc' \
		$(MAKE) --no-print-directory $(JOBS) all
	@BUILD=$(BUILD) .ci/quickstart

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | \
		sort | awk -F '\t' '{printf "  %-14s %s\n", $$1, $$2}'

clean: ## remove what was built
	rm -rf $(BUILD)

.PHONY: all always asan bench check check-browser check-rules clean coverage cppcheck deb dist distcheck faults format format-check guard \
	fuzz fuzz-short help install lint man-lint mutants quickstart reproducible run-bench run-check \
	run-fuzz run-lint run-tests shellcheck sites tested tidy uninstall \
	valgrind xml-lint

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
