# xsmc: `make help` lists the targets. All that is built goes to $(BUILD).

BUILD    = build
PREFIX   = /usr/local
DESTDIR  =
CC       = gcc
CFLAGS   = -O2 -g
LDFLAGS  =
WERROR   =
VERSION  = 0.1

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings \
	-Wvla -Wundef -Wformat=2 -Wswitch-enum -Wconversion
XML_CFLAGS := $(shell pkg-config --cflags libxml-2.0 2>/dev/null)
CPPFLAGS = -D_GNU_SOURCE -DXSMC_VERSION='"$(VERSION)"' -Icli $(XML_CFLAGS)
COMPILE  = $(CC) -std=c11 $(CPPFLAGS) $(WARNINGS) $(WERROR) $(CFLAGS) \
	-MMD -MP
# Only the archive of libsepol has the calls that read a policy's rows.
LIBS     = -lxml2 -lcmark -lpopt -ljansson -l:libsepol.a

sources  = $(sort $(wildcard cli/$(1)/*.c))
objects  = $(patsubst %.c,$(BUILD)/%.o,$(1))

BASE     = $(call objects,$(call sources,base))
REGISTRY = $(call objects,$(call sources,registry))
LIBRARY  = $(foreach d,doc policy page check compile report,$(call \
	objects,$(call sources,$(d))))
COMMANDS = $(call objects,cli/main.c $(call sources,cmd))
EMBEDDED = $(BUILD)/gen/embedded_table.o
BUILTIN  = $(BUILD)/gen/registry_builtin.o

# What goes into the program as text, and the XML of its registry.
TEXTS    = data/registry.rng $(sort $(wildcard templates/*))
DATA     = data/registry.xml $(sort $(filter-out \
	data/registry.xml,$(wildcard data/*.xml)))

.DELETE_ON_ERROR:
.SUFFIXES:

all: $(BUILD)/xsmc ## build the program

$(BUILD)/xsmc: $(COMMANDS) $(BUILD)/libxsmc.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(COMMANDS) $(BUILD)/libxsmc.a $(LIBS)

$(BUILD)/libxsmc.a: $(LIBRARY) $(REGISTRY) $(BASE) $(EMBEDDED) $(BUILTIN)
	rm -f $@
	ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(COMPILE) -c -o $@ $<

$(BUILD)/gen/embedded_table.c: $(BUILD)/gen_text $(TEXTS)
	@mkdir -p $(@D)
	$(BUILD)/gen_text embedded_files $(TEXTS) >$@

$(BUILD)/gen/registry_builtin.c: $(BUILD)/gen_registry $(DATA)
	$(BUILD)/gen_registry data/registry.xml >$@

$(BUILD)/gen_text: $(BUILD)/cli/gen/gen_text.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(BUILD)/gen_registry: $(BUILD)/cli/gen/gen_registry.o $(REGISTRY) $(BASE) \
		$(EMBEDDED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lxml2


help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | \
		sort | awk -F '\t' '{printf "  %-14s %s\n", $$1, $$2}'

clean: ## remove what was built
	rm -rf $(BUILD)

.PHONY: all help clean

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
