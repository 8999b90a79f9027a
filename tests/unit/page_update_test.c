/*
 * Mending a document, and saying what would be mended: invented documents
 * with the three blocks of Xen 4.22, and one release with a fourth.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/page.h"

USES_MESSAGE(BLOCK_DUPLICATE);
USES_MESSAGE(DOCUMENT_DIFFERENCE);
USES_MESSAGE(DOCUMENT_STALE);
USES_MESSAGE(FINAL_NEWLINE);
USES_MESSAGE(LINE_ENDS);
USES_MESSAGE(NOT_TEXT);
USES_MESSAGE(NO_SECTION_IN_RELEASE);
USES_MESSAGE(SECTION_DUPLICATE);
USES_MESSAGE(SECTION_MISSING);

#define HEAD                                          \
	"Notes\n=====\n\n * XEN_DOMCTL_elsewhere\n\n" \
	"Security Status of dom0 disaggregation\n"    \
	"--------------------------------------\n\nOur introduction.\n\n"
#define DOMCTL_HEAD                                                     \
	"__HYPERVISOR_domctl (xen/include/public/domctl.h)\n\n All is " \
	"covered\n except this:\n\n"
#define DOMCTL_LIST                                                    \
	" * XEN_DOMCTL_ioport_mapping\n * XEN_DOMCTL_memory_mapping\n" \
	" * XEN_DOMCTL_bind_pt_irq\n * XEN_DOMCTL_unbind_pt_irq\n"
#define DOMCTL DOMCTL_HEAD DOMCTL_LIST "\n"
#define SYSCTL                                                               \
	"__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n Everything, " \
	"all, is covered.\n\n"
#define MEMORY_HEAD                                                         \
	"__HYPERVISOR_memory_op (xen/include/public/memory.h)\n\n Covered " \
	"are some:\n\n"
#define MEMORY_LIST                                            \
	" * XENMEM_set_pod_target\n * XENMEM_get_pod_target\n" \
	" * XENMEM_claim_pages\n"
#define MEMORY MEMORY_HEAD MEMORY_LIST "\n\n"
#define TAIL "Next\n----\n\n__HYPERVISOR_sysctl (t.h)\n\n * XEN_SYSCTL_no\n"
#define FRESH HEAD DOMCTL SYSCTL MEMORY TAIL

/* What our templates say, as a part of xsm-flask.txt. */
#define OWN_DOMCTL_BODY                                                        \
	" This statement covers all subops except the ones named here. Only\n" \
	" these count as safe to delegate.\n\n" DOMCTL_LIST
#define OWN_SYSCTL_BODY                                              \
	" This statement covers all subops: none counts as safe to " \
	"delegate.\n"
#define OWN_MEMORY                                                          \
	"__HYPERVISOR_memory_op (xen/include/public/memory.h)\n\n"          \
	" This statement covers the subops named here. Those that are not " \
	"named\n count as safe to delegate.\n\n" MEMORY_LIST
#define OWN_SYSCTL             \
	"__HYPERVISOR_sysctl " \
	"(xen/include/public/sysctl.h)\n\n" OWN_SYSCTL_BODY
#define OWN_DOMCTL             \
	"__HYPERVISOR_domctl " \
	"(xen/include/public/domctl.h)\n\n" OWN_DOMCTL_BODY

/* The document mended for the release, and what is said of it. */
struct mended {
	struct buffer out;
	struct diags diags;
	size_t mended, differences;
	bool updated, checked;
};

static struct mended mend(const char *release_name, const char *text)
{
	struct mended mended = {.out = BUFFER_INIT, .diags = DIAGS_INIT};
	struct page_result result = {0, 0, DOCUMENT_TEXT};
	unsigned release = registry_release(&registry_builtin, release_name,
					    &mended.diags);
	const struct document_file file = {"doc.txt", text, strlen(text)};
	assert_int_not_equal(release, NO_INDEX);
	mended.updated =
		page_update(&(const struct page_statement){&registry_builtin,
							   release, NULL},
			    &file, &mended.diags, &result, &mended.out);
	mended.mended = result.differences;
	if (mended.updated)
		mended.checked = page_check(
			&(const struct page_statement){&registry_builtin,
						       release, NULL},
			&file, &mended.diags, &result);
	mended.differences = result.differences;
	return mended;
}

static void mended_release(struct mended *mended)
{
	buffer_release(&mended->out);
	diags_release(&mended->diags);
}

/* Expects this document, and "LINE: text" for each difference. */
static void assert_mended(const char *release, const char *text,
			  const char *expected, const char *differences)
{
	struct mended mended = mend(release, text);
	struct buffer said = BUFFER_INIT;
	assert_true(mended.updated);
	assert_true(mended.checked);
	assert_string_equal(buffer_string(&mended.out), expected);
	/* What is mended is what check finds, and both say so. */
	assert_int_equal(mended.mended, mended.differences);
	assert_int_equal(mended.diags.list.count, 2 * mended.differences);
	for (size_t i = 0; i < mended.differences; i++) {
		const struct diag *diag =
			&mended.diags.list.items[mended.mended + i];
		assert_ptr_equal(mended.diags.list.items[i].message,
				 MESSAGE_DOCUMENT_DIFFERENCE);
		assert_string_equal(mended.diags.list.items[i].detail,
				    diag->detail);
		assert_ptr_equal(diag->message, MESSAGE_DOCUMENT_STALE);
		assert_string_equal(diag->at.file, "doc.txt");
		buffer_format(&said, "%u: %s\n", diag->at.line, diag->detail);
	}
	assert_string_equal(buffer_string(&said), differences);
	buffer_release(&said);
	mended_release(&mended);
	/* Once is enough. */
	mended = mend(release, expected);
	assert_string_equal(buffer_string(&mended.out), expected);
	assert_int_equal(mended.differences, 0);
	mended_release(&mended);
}

static void fresh_document_stays(void **state)
{
	(void)state;
	assert_mended("4.22.0", FRESH, FRESH, "");
}

static void missing_entries_come_back(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD DOMCTL_HEAD
		      " * XEN_DOMCTL_memory_mapping\n"
		      " * XEN_DOMCTL_bind_pt_irq\n\n" SYSCTL MEMORY TAIL,
		      FRESH,
		      "11: XEN_DOMCTL_ioport_mapping is missing from the list "
		      "of domctl\n"
		      "17: XEN_DOMCTL_unbind_pt_irq is missing from the list "
		      "of domctl\n");
}

static void surplus_entries_go(void **state)
{
	(void)state;
	assert_mended(
		"4.22.0",
		HEAD DOMCTL_HEAD DOMCTL_LIST
		" * XEN_DOMCTL_new\n   * XEN_DOMCTL_ioport_mappin\n"
		"\n" SYSCTL " * XEN_SYSCTL_a\n\n" MEMORY TAIL,
		FRESH,
		"20: XEN_DOMCTL_new does not belong in the list of "
		"domctl\n"
		"21: XEN_DOMCTL_ioport_mappin does not belong in the list "
		"of domctl\n"
		"27: XEN_SYSCTL_a does not belong in the list of "
		"sysctl\n");
}

static void misplaced_entries_move(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD DOMCTL SYSCTL MEMORY_HEAD
		      " * XENMEM_claim_pages\n * XENMEM_set_pod_target\n"
		      " * XENMEM_get_pod_target\n\n\n" TAIL,
		      FRESH,
		      "29: XENMEM_claim_pages stands in the wrong place in the "
		      "list of memory_op\n");
}

static void entries_are_written_in_one_form(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD DOMCTL SYSCTL MEMORY_HEAD
		      "- XENMEM_set_pod_target\n"
		      "\n * XENMEM_get_pod_target\n"
		      "   (on x86)\n   * XENMEM_claim_pages;\n\n\n" TAIL,
		      FRESH,
		      "29: XENMEM_set_pod_target is not written as \" * "
		      "XENMEM_set_pod_target\"\n"
		      "30: a blank line divides the list of memory_op\n"
		      "31: XENMEM_get_pod_target is not written as \" * "
		      "XENMEM_get_pod_target\"\n"
		      "31: XENMEM_claim_pages is missing from the list of "
		      "memory_op\n"
		      "33: XENMEM_claim_pages; does not belong in the list of "
		      "memory_op\n");
}

/* The prose between two parts of a list stays where it is. */
static void prose_in_the_list_stays(void **state)
{
	(void)state;
	static const char divided[] =
		HEAD DOMCTL SYSCTL MEMORY_HEAD " * XENMEM_set_pod_target\n"
					       "\n And:\n\n"
					       " * XENMEM_get_pod_target\n"
					       " * XENMEM_claim_pages\n"
					       "\n A last note.\n\n" TAIL;
	static const char damaged[] =
		HEAD DOMCTL SYSCTL MEMORY_HEAD " * XENMEM_set_pod_target\n"
					       "\n And:\n\n"
					       " * XENMEM_new\n"
					       " * XENMEM_claim_pages\n"
					       "\n A last note.\n\n" TAIL;
	static const char mended[] =
		HEAD DOMCTL SYSCTL MEMORY_HEAD " * XENMEM_set_pod_target\n"
					       " * XENMEM_get_pod_target\n"
					       "\n And:\n\n"
					       " * XENMEM_claim_pages\n"
					       "\n A last note.\n\n" TAIL;
	assert_mended("4.22.0", divided, divided, "");
	assert_mended("4.22.0", damaged, mended,
		      "29: XENMEM_get_pod_target is missing from the list of "
		      "memory_op\n"
		      "33: XENMEM_new does not belong in the list of "
		      "memory_op\n");
}

/* Wherever the bullets of an emptied or of no list stood. */
static void lists_come_and_go_whole(void **state)
{
	(void)state;
	static const char *const without[] = {
		HEAD DOMCTL_HEAD "\n" SYSCTL MEMORY TAIL,
		HEAD DOMCTL_HEAD SYSCTL MEMORY TAIL,
		HEAD DOMCTL SYSCTL MEMORY_HEAD "\n\n" TAIL,
		HEAD DOMCTL_HEAD " * WRONG\n\n" SYSCTL MEMORY TAIL,
		HEAD DOMCTL
		"__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n "
		"Everything, all, is covered.\n"
		" * SURPLUS\n\n" MEMORY TAIL,
		HEAD DOMCTL
		"__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n "
		"Everything, all, is covered.\n\n"
		" * SURPLUS\n" MEMORY TAIL,
		HEAD DOMCTL SYSCTL " * SURPLUS\n * MORE\n\n" MEMORY TAIL,
		HEAD DOMCTL SYSCTL MEMORY_HEAD "\n\n * WRONG\n" TAIL,
	};
	for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
		struct mended mended = mend("4.22.0", without[i]);
		assert_string_equal(buffer_string(&mended.out), FRESH);
		assert_true(mended.differences > 0);
		mended_release(&mended);
	}
}

/* A list at the end of the document leaves no blank line there. */
static void list_at_the_end(void **state)
{
	(void)state;
	static const char fresh[] = HEAD DOMCTL SYSCTL MEMORY_HEAD MEMORY_LIST;
	static const char all_last[] = HEAD DOMCTL MEMORY_HEAD MEMORY_LIST
		"\n__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n All "
		"is covered.\n";
	struct mended mended = mend("4.22.0", HEAD DOMCTL SYSCTL MEMORY_HEAD);
	assert_string_equal(buffer_string(&mended.out), fresh);
	mended_release(&mended);
	mended = mend("4.22.0", HEAD DOMCTL MEMORY_HEAD MEMORY_LIST
		      "\n__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n "
		      "All is covered.\n\n"
		      " * SURPLUS\n");
	assert_string_equal(buffer_string(&mended.out), all_last);
	mended_release(&mended);
}

/* Those of another block of the mode, or ours. */
static void wrong_modes_get_other_words(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD
		      "__HYPERVISOR_domctl (xen/include/public/domctl.h)\n\n "
		      "All is covered.\n\n"
		      "__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n "
		      "These:\n\n * A\n\n"
		      "\n" MEMORY TAIL,
		      HEAD "__HYPERVISOR_domctl "
			   "(xen/include/public/domctl.h)\n\n" OWN_DOMCTL_BODY
			   "\n__HYPERVISOR_sysctl "
			   "(xen/include/public/sysctl.h)\n\n "
			   "All is covered.\n\n\n" MEMORY TAIL,
		      "11: domctl is all here, but all except in Xen 4.22.0\n"
		      "15: sysctl is unsaid here, but all in Xen 4.22.0\n");
}

static void block_without_words_gets_ours(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD "__HYPERVISOR_domctl "
			   "(xen/include/public/domctl.h)\n" DOMCTL_LIST
			   "\n" SYSCTL MEMORY TAIL,
		      HEAD "__HYPERVISOR_domctl "
			   "(xen/include/public/domctl.h)\n\n" OWN_DOMCTL_BODY
			   "\n" SYSCTL MEMORY TAIL,
		      "11: domctl is unsaid here, but all except in Xen "
		      "4.22.0\n");
}

static void missing_blocks_come_in_our_words(void **state)
{
	(void)state;
	assert_mended("4.22.0", HEAD SYSCTL MEMORY TAIL,
		      HEAD OWN_DOMCTL "\n" SYSCTL MEMORY TAIL,
		      "6: there is no block for domctl\n");
	assert_mended("4.22.0", HEAD DOMCTL MEMORY TAIL,
		      HEAD DOMCTL OWN_SYSCTL "\n" MEMORY TAIL,
		      "11: there is no block for sysctl\n");
	assert_mended("4.22.0", HEAD DOMCTL SYSCTL "\n\n" TAIL,
		      HEAD DOMCTL SYSCTL OWN_MEMORY "\n\n\n" TAIL,
		      "21: there is no block for memory_op\n");
	assert_mended("4.22.0", HEAD TAIL,
		      HEAD OWN_DOMCTL "\n" OWN_SYSCTL "\n" OWN_MEMORY "\n" TAIL,
		      "6: there is no block for domctl\n"
		      "6: there is no block for sysctl\n"
		      "6: there is no block for memory_op\n");
}

/* The document may have its blocks in another order; that stays. */
static void order_of_blocks_stays(void **state)
{
	(void)state;
	assert_mended("4.22.0", HEAD MEMORY SYSCTL DOMCTL TAIL,
		      HEAD MEMORY SYSCTL DOMCTL TAIL, "");
	assert_mended("4.22.0", HEAD MEMORY DOMCTL TAIL,
		      HEAD MEMORY DOMCTL OWN_SYSCTL "\n" TAIL,
		      "20: there is no block for sysctl\n");
}

static void surplus_blocks_go(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD DOMCTL "__HYPERVISOR_tmem_op (t.h)\n\n All of it.\n"
				  "\n * TMEMC_A\n\n" SYSCTL MEMORY TAIL,
		      FRESH,
		      "21: there is no statement on tmem_op in Xen 4.22.0\n");
	assert_mended("4.22.0",
		      HEAD DOMCTL SYSCTL MEMORY_HEAD MEMORY_LIST
		      "\n__HYPERVISOR_tmem_op (t.h)\n\n All of it.\n\n\n" TAIL,
		      FRESH,
		      "33: there is no statement on tmem_op in Xen 4.22.0\n");
}

static void closing_words_of_the_section_stay(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD DOMCTL SYSCTL MEMORY_HEAD MEMORY_LIST
		      "\n__HYPERVISOR_tmem_op (t.h)\n\n All of it.\n\n"
		      "This is all, except:\n\n * nothing\n \n" TAIL,
		      HEAD DOMCTL SYSCTL MEMORY_HEAD MEMORY_LIST
		      "\nThis is all, except:\n\n * nothing\n \n" TAIL,
		      "33: there is no statement on tmem_op in Xen 4.22.0\n");
}

/* A bullet may have come between two lines of a paragraph. */
static void divided_paragraph_is_joined(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD DOMCTL
		      "__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n"
		      " Everything,\n * XEN_SYSCTL_a\n"
		      " all, is covered.\n\n" MEMORY TAIL,
		      HEAD DOMCTL
		      "__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n"
		      " Everything,\n all, is covered.\n\n" MEMORY TAIL,
		      "24: XEN_SYSCTL_a does not belong in the list of "
		      "sysctl\n");
	assert_mended("4.22.0",
		      HEAD DOMCTL MEMORY_HEAD MEMORY_LIST
		      "\n__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n "
		      "All is covered.\n"
		      " * XEN_SYSCTL_a\nClosing words.\n",
		      HEAD DOMCTL MEMORY_HEAD MEMORY_LIST
		      "\n__HYPERVISOR_sysctl (xen/include/public/sysctl.h)\n\n "
		      "All is covered.\n"
		      "\nClosing words.\n",
		      "32: XEN_SYSCTL_a does not belong in the list of "
		      "sysctl\n");
}

static void spaces_in_blank_lines_stay(void **state)
{
	(void)state;
	struct mended emptied =
		mend("4.22.0", HEAD DOMCTL SYSCTL
		     "__HYPERVISOR_memory_op (xen/include/public/memory.h)\n\n"
		     " Covered are some:\n  \n \n\t\n" TAIL);
	assert_string_equal(buffer_string(&emptied.out),
			    HEAD DOMCTL SYSCTL MEMORY_HEAD MEMORY_LIST
			    " \n\t\n" TAIL);
	mended_release(&emptied);
	assert_mended("4.22.0",
		      HEAD " \n" DOMCTL_HEAD " * XEN_DOMCTL_ioport_mapping\n"
			   "\t\n  \n" SYSCTL "\t\n" MEMORY TAIL,
		      HEAD " \n" DOMCTL_HEAD DOMCTL_LIST "\t\n  \n" SYSCTL
			   "\t\n" MEMORY TAIL,
		      "17: XEN_DOMCTL_memory_mapping is missing from the list "
		      "of domctl\n"
		      "17: XEN_DOMCTL_bind_pt_irq is missing from the list of "
		      "domctl\n"
		      "17: XEN_DOMCTL_unbind_pt_irq is missing from the list "
		      "of domctl\n");
}

static void assert_refused(const char *release, const char *text,
			   const struct message *message, unsigned line)
{
	struct mended mended = mend(release, text);
	assert_false(mended.updated);
	assert_int_equal(mended.out.length, 0);
	assert_int_equal(mended.diags.list.count, 1);
	assert_ptr_equal(mended.diags.list.items[0].message, message);
	assert_int_equal(mended.diags.list.items[0].at.line, line);
	mended_release(&mended);
}

/* None of the entries tells where the list goes: where most of them are. */
static void list_without_any_right_entry(void **state)
{
	(void)state;
	static const char mended[] =
		HEAD DOMCTL SYSCTL MEMORY_HEAD MEMORY_LIST "\n And:\n\n\n" TAIL;
	static const char *const damaged[] = {
		" * A\n\n And:\n\n * B\n\n\n",
		" * A\n * B\n\n And:\n\n * C\n\n\n",
		"* A\n* B\n\n And:\n\n\n",
	};
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		struct buffer text = BUFFER_INIT;
		buffer_format(&text, "%s%s%s", HEAD DOMCTL SYSCTL MEMORY_HEAD,
			      damaged[i], TAIL);
		struct mended result = mend("4.22.0", text.data);
		assert_string_equal(buffer_string(&result.out), mended);
		mended_release(&result);
		buffer_release(&text);
	}
}

/* Bullets without blank lines around them are replaced by such. */
static void dense_list_stays_dense(void **state)
{
	(void)state;
	static const char start[] = HEAD DOMCTL SYSCTL
		"__HYPERVISOR_memory_op (xen/include/public/memory.h)\n"
		" Covered are:\n";
	static const char end[] = " Others are not.\n" TAIL;
	struct buffer text = BUFFER_INIT, expected = BUFFER_INIT;
	buffer_format(&text, "%s * A\n * B\n%s", start, end);
	buffer_format(&expected, "%s%s%s", start, MEMORY_LIST, end);
	struct mended mended = mend("4.22.0", text.data);
	assert_string_equal(buffer_string(&mended.out), expected.data);
	mended_release(&mended);
	buffer_release(&text);
	buffer_release(&expected);
}

/* Without the blank line in the list, all prose is one paragraph. */
static void result_of_an_update_is_fresh(void **state)
{
	(void)state;
	assert_mended("4.22.0",
		      HEAD DOMCTL SYSCTL
		      "__HYPERVISOR_memory_op (xen/include/public/memory.h)\n\n"
		      " Covered are\n"
		      " * XENMEM_set_pod_target\n\n"
		      " * XENMEM_get_pod_target\n"
		      " * XENMEM_claim_pages\n"
		      " all the old ones.\n" TAIL,
		      HEAD DOMCTL SYSCTL
		      "__HYPERVISOR_memory_op (xen/include/public/memory.h)\n\n"
		      " This statement covers the subops named here. Those "
		      "that are not named\n count as safe to "
		      "delegate.\n\n" MEMORY_LIST "\n" TAIL,
		      "29: a blank line divides the list of memory_op\n");
}

static void bad_input_is_refused(void **state)
{
	(void)state;
	assert_refused("4.22.0", "Notes\n", MESSAGE_SECTION_MISSING, 0);
	assert_refused("4.22.0", FRESH FRESH, MESSAGE_SECTION_DUPLICATE, 45);
	assert_refused("4.22.0", HEAD DOMCTL DOMCTL, MESSAGE_BLOCK_DUPLICATE,
		       21);
	assert_refused("4.22.0", HEAD DOMCTL " ", MESSAGE_FINAL_NEWLINE, 21);
	assert_refused("4.22.0", HEAD "\r\n", MESSAGE_LINE_ENDS, 11);
	assert_refused("4.22.0", HEAD "\xff\n", MESSAGE_NOT_TEXT, 11);
	assert_refused("4.3.1", FRESH, MESSAGE_NO_SECTION_IN_RELEASE, 0);
}

static void check_refuses_what_update_refuses(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	unsigned release =
		registry_release(&registry_builtin, "4.22.0", &diags);
	const struct document_file file = {"doc.txt", "Notes\n", 6};
	struct page_result result = {7, 7, DOCUMENT_TEXT};
	assert_false(
		page_check(&(const struct page_statement){&registry_builtin,
							  release, NULL},
			   &file, &diags, &result));
	assert_int_equal(result.differences, 0);
	assert_int_equal(diags.errors, 1);
	diags_release(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fresh_document_stays),
		cmocka_unit_test(missing_entries_come_back),
		cmocka_unit_test(surplus_entries_go),
		cmocka_unit_test(misplaced_entries_move),
		cmocka_unit_test(entries_are_written_in_one_form),
		cmocka_unit_test(prose_in_the_list_stays),
		cmocka_unit_test(lists_come_and_go_whole),
		cmocka_unit_test(list_at_the_end),
		cmocka_unit_test(wrong_modes_get_other_words),
		cmocka_unit_test(block_without_words_gets_ours),
		cmocka_unit_test(missing_blocks_come_in_our_words),
		cmocka_unit_test(order_of_blocks_stays),
		cmocka_unit_test(surplus_blocks_go),
		cmocka_unit_test(closing_words_of_the_section_stay),
		cmocka_unit_test(divided_paragraph_is_joined),
		cmocka_unit_test(spaces_in_blank_lines_stay),
		cmocka_unit_test(list_without_any_right_entry),
		cmocka_unit_test(dense_list_stays_dense),
		cmocka_unit_test(result_of_an_update_is_fresh),
		cmocka_unit_test(bad_input_is_refused),
		cmocka_unit_test(check_refuses_what_update_refuses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
