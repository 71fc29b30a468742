// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/framer.h"

#include <vector>

namespace sightglass {

/// Where text stands in the decompressed content.
struct Place
{
    std::uint64_t line = 1;
    std::uint64_t offset = 0;
};

/// Counts lines as places are asked for in ascending order.
class PlaceCounter
{
public:
    PlaceCounter(std::string_view text, Place start)
        : m_text(text)
        , m_start(start)
    { }

    [[nodiscard]] Place at(std::size_t position);

private:
    std::string_view m_text;
    Place m_start;
    std::size_t m_counted = 0;
    std::uint64_t m_lines = 0;
};

/// The closing quote of the string that opens at `at`, or npos.
[[nodiscard]] std::size_t endOfString(std::string_view text, std::size_t at);

/// Where the JSON value that begins with a bracket ends, by its brackets and strings alone; npos
/// when it is not closed. REQUIRES: text[begin] is '{' or '['
[[nodiscard]] std::size_t endOfValue(std::string_view text, std::size_t begin);

/// The members of a closed array or object, without the white space around them. False when one of
/// them is missing, or the bracket at the end is of the other kind.
[[nodiscard]] bool splitContainer(std::string_view container,
                                  std::vector<std::string_view> &members);

/// Hands over the members of an array, one level (and what an OTLP document among them holds); a
/// text that is not exactly one closed array is refused whole.
void splitBatch(std::string_view text, Place place, RecordSink &sink);

/// Hands over whole documents that stand one after another, arrays and OTLP documents as batches.
/// What is not closed is refused from its first byte on. Adds the documents to `records`.
void splitDocuments(std::string_view text, Place place, RecordSink &sink, std::uint64_t &records);

} // namespace sightglass
