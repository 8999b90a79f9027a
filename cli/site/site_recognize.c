/* Whether a file is a site file, by how it begins. */
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "site/site.h"

enum { FILE_LIMIT = 16 * 1024 * 1024 };

/* Behind white space, comments, declarations and instructions. */
static const char *first_element(const char *text)
{
	if (text_starts_with(text, "\xef\xbb\xbf"))
		text += 3;
	for (;;) {
		text += strspn(text, " \t\r\n");
		const char *end = text_starts_with(text, "<!--") ? "-->"
				  : text_starts_with(text, "<?") ? "?>"
								 : NULL;
		if (!end)
			return text;
		text = strstr(text, end);
		if (!text)
			return "";
		text += strlen(end);
	}
}

static bool is_site(const char *text)
{
	static const char root[] = "<site";
	const char *element = first_element(text);
	return text_starts_with(element, root) &&
	       strchr(" \t\r\n/>", element[sizeof root - 1]);
}

bool site_recognize(const char *path, struct diags *diags)
{
	struct stat status;
	struct buffer text = BUFFER_INIT;
	struct diags quiet = DIAGS_INIT;
	bool input = strcmp(path, "-") == 0;
	bool regular = stat(path, &status) == 0 && S_ISREG(status.st_mode);
	bool site = (input || regular) &&
		    file_read(path, FILE_LIMIT, &quiet, &text) &&
		    (!input || file_put_back(&text, &quiet)) &&
		    is_site(buffer_string(&text));
	buffer_release(&text);
	diags_add_inputs(diags, &quiet);
	diags_release(&quiet);
	return site;
}
