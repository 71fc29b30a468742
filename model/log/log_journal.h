// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sightglass {

/// Writes into the folder's journal, one line of JSON each, what became of the log itself: what was
/// cut, dropped, could not be written. `what` is a word, `segment` a path or empty. Not synced; a
/// journal of a megabyte becomes journal.old. THREAD: any.
void noteInJournal(const std::string &folder, std::string_view what, std::string_view segment,
                   std::string_view sentence);

} // namespace sightglass
