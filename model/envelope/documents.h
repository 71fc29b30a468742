// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/framer.h"

namespace sightglass {

/// Where text stands in the decompressed content.
struct Place
{
    std::uint64_t line = 1;
    std::uint64_t offset = 0;
};

/// Where the JSON value that begins with a bracket ends, by its brackets and strings alone; npos
/// when it is not closed. REQUIRES: text[begin] is '{' or '['
[[nodiscard]] std::size_t endOfValue(std::string_view text, std::size_t begin);

/// Hands over the members of an array, one level; a text that is not exactly one closed array is
/// refused whole.
void splitBatch(std::string_view text, Place place, RecordSink &sink);

/// Hands over whole documents that stand one after another, arrays as batches. What is not closed
/// is refused from its first byte on. Adds the documents to `records`.
void splitDocuments(std::string_view text, Place place, RecordSink &sink, std::uint64_t &records);

} // namespace sightglass
