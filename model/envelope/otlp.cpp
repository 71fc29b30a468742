// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/otlp.h"

#include "model/base/limits.h"
#include "model/json/document.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace sightglass {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kLevels = 3; // resources, scopes, spans and log records

/// The members that lead from a document to what it holds, quotes included; those of releases
/// before 0.15 beside today's.
constexpr std::string_view kResources[] = {"\"resourceSpans\"", "\"resourceLogs\""};
constexpr std::string_view kScopes[] = {"\"scopeSpans\"", "\"instrumentationLibrarySpans\"",
                                        "\"scopeLogs\"", "\"instrumentationLibraryLogs\""};
constexpr std::string_view kLeaves[] = {"\"spans\"", "\"logRecords\"", "\"logs\""};

bool leadsOn(std::string_view name, std::size_t level)
{
    const auto among = [name](const auto &names) {
        return std::find(std::begin(names), std::end(names), name) != std::end(names);
    };
    return level == 0 ? among(kResources) : level == 1 ? among(kScopes) : among(kLeaves);
}

struct Member
{
    std::string_view name; // quotes included
    std::string_view value;
};

/// Of `"name": value`. Empty when there is no colon behind a text.
Member memberOf(std::string_view text)
{
    const std::size_t quote = text.front() == '"' ? endOfString(text, 0) : std::string_view::npos;
    if (quote == std::string_view::npos)
        return {};
    const std::size_t colon = text.find_first_not_of(kBlanks, quote + 1);
    if (colon == std::string_view::npos || text[colon] != ':')
        return {};
    const std::size_t value = text.find_first_not_of(kBlanks, colon + 1);
    if (value == std::string_view::npos)
        return {};
    return {text.substr(0, quote + 1), text.substr(value)};
}

/// An object on the way to a span: all that stands before the span in a document with only that.
struct Frame
{
    std::string head; // `{"resource":…,"scopeSpans":[`
    const Frame *outer; // null: the document
    std::size_t size; // of all heads down to this one, and of what closes them
};

struct Leaf
{
    std::string_view text;
    const Frame *frame;
};

class OtlpSplitter
{
public:
    explicit OtlpSplitter(std::string_view document)
        : m_document(document)
    { }

    /// False when brackets or members do not fit.
    [[nodiscard]] bool open() { return open(m_document, 0, nullptr) && isSoundBeside(); }
    [[nodiscard]] std::size_t count() const { return m_leaves.size(); }

    [[nodiscard]] std::size_t grown() const
    {
        std::size_t size = 0;
        for (const Leaf &leaf : m_leaves)
            size += leaf.frame->size + leaf.text.size();
        return size;
    }

    void handOver(Place place, RecordSink &sink) const
    {
        PlaceCounter places{m_document, place};
        std::string text;
        for (const Leaf &leaf : m_leaves) {
            const Place at
                = places.at(static_cast<std::size_t>(leaf.text.data() - m_document.data()));
            text.clear();
            appendHeads(leaf.frame, text);
            text += leaf.text;
            for (const Frame *frame = leaf.frame; frame; frame = frame->outer)
                text += "]}";
            sink.record({text, at.line, at.offset, true});
        }
    }

private:
    bool open(std::string_view object, std::size_t level, const Frame *outer)
    {
        std::vector<std::string_view> parts;
        if (!splitContainer(object, parts))
            return false;
        std::vector<Member> lists;
        std::string others = "{";
        for (const std::string_view part : parts) {
            const Member member = memberOf(part);
            if (member.name.empty())
                return false;
            if (leadsOn(member.name, level) && member.value.front() == '[')
                lists.push_back(member);
            else
                others.append(part).append(",");
        }
        if (level == 0) // what stands beside the resources is of no span
            m_beside = std::exchange(others, "{");
        return std::all_of(lists.begin(), lists.end(), [&](const Member &list) {
            return openList(list, others, level, outer);
        });
    }

    bool openList(const Member &list, const std::string &others, std::size_t level,
                  const Frame *outer)
    {
        std::vector<std::string_view> elements;
        if (!splitContainer(list.value, elements))
            return false;
        if (elements.empty())
            return true;
        std::string head = others + std::string{list.name} + ":[";
        const std::size_t size = head.size() + 2 + (outer ? outer->size : 0);
        const Frame &frame = m_frames.emplace_back(Frame{std::move(head), outer, size});
        for (const std::string_view element : elements) {
            if (level + 1 == kLevels || element.front() != '{')
                m_leaves.push_back({element, &frame});
            else if (!open(element, level + 1, &frame))
                return false;
        }
        return true;
    }

    /// What no span repeats is read here or never.
    [[nodiscard]] bool isSoundBeside() const
    {
        if (m_beside.size() == 1)
            return true;
        json::Document document;
        return !document.parse(m_beside.substr(0, m_beside.size() - 1) + "}");
    }

    static void appendHeads(const Frame *frame, std::string &text)
    {
        if (frame->outer)
            appendHeads(frame->outer, text);
        text += frame->head;
    }

    std::string_view m_document;
    std::string m_beside; // members of the document that lead to no span
    std::deque<Frame> m_frames; // a deque: they point at each other
    std::vector<Leaf> m_leaves;
};

} // namespace

bool isOtlp(std::string_view text)
{
    const std::size_t brace = text.find_first_not_of(kBlanks);
    if (brace == std::string_view::npos || text[brace] != '{')
        return false;
    const std::size_t name = text.find_first_not_of(kBlanks, brace + 1);
    if (name == std::string_view::npos)
        return false;
    const std::string_view rest = text.substr(name);
    return rest.starts_with("\"resourceSpans\"") || rest.starts_with("\"resourceLogs\"")
        || rest.starts_with("\"resourceMetrics\"");
}

bool cutOtlp(std::string_view document, Place place, RecordSink &sink)
{
    const std::size_t begin = document.find_first_not_of(kBlanks);
    const std::size_t end = endOfValue(document, begin);
    if (end == std::string_view::npos
        || document.find_first_not_of(kBlanks, end) != std::string_view::npos)
        return false;
    OtlpSplitter splitter{document.substr(begin, end - begin)};
    if (!splitter.open() || splitter.count() < 2)
        return false;
    if (splitter.grown() > limits::kExpandedBytes)
        sink.rejected(
            {{Reason::StreamBomb, "resources that repeat for each span make it too large", 0},
             document.substr(0, limits::kRejectedBytesKept),
             document.size(),
             place.line,
             place.offset});
    else
        splitter.handOver({place.line, place.offset + begin}, sink);
    return true;
}

void splitOtlp(std::string_view document, Place place, RecordSink &sink)
{
    if (!cutOtlp(document, place, sink))
        sink.record({document, place.line, place.offset});
}

} // namespace sightglass
