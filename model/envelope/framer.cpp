// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/framer.h"

#include "model/base/limits.h"
#include "model/envelope/otlp.h"
#include "model/envelope/whole_lines.h"
#include "model/json/document.h"

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// A first line that is longer than this is judged by what it begins with.
constexpr std::size_t kFirstLine = limits::kBytesWithoutRecord + limits::kBatchBytes;
/// An array on one line may be a whole recording.
constexpr std::size_t kArrayLine = std::size_t{1} << 30;

} // namespace

class Framer::State
{
public:
    explicit State(RecordSink &sink)
        : m_sink(sink)
    { }

    void feed(std::string_view bytes)
    {
        if (m_form == Form::Unknown)
            sniff(bytes);
        else
            pass(bytes);
    }

    void finish()
    {
        if (m_form == Form::Unknown)
            decide(true);
        if (m_form == Form::Documents)
            splitDocuments(m_held, m_place, m_sink, m_records);
        else if (m_form == Form::Lines)
            lastLine();
    }

    bool pause()
    {
        if (m_form == Form::Unknown)
            decide(true);
        if (m_form != Form::Lines) {
            finish();
            return m_form == Form::Unknown;
        }
        json::Document document;
        if (m_skipped == 0 && !isBlankText(m_held) && !document.parse(m_held)) {
            line(m_held);
            m_place.offset += m_held.size();
            m_held.clear();
        }
        return true;
    }

    [[nodiscard]] bool isRefused() const { return m_form == Form::Refused; }
    [[nodiscard]] std::uint64_t recordCount() const { return m_records; }
    [[nodiscard]] std::optional<std::uint64_t> lineCount() const
    {
        return m_form == Form::Lines ? std::optional{m_place.line - 1} : std::nullopt;
    }

private:
    enum class Form : std::uint8_t { Unknown, Lines, Documents, Refused };

    void pass(std::string_view bytes)
    {
        if (m_form == Form::Lines)
            lines(bytes);
        else if (m_form == Form::Documents)
            m_held.append(bytes);
    }

    // Holds the content until its first line that is not blank is whole.
    void sniff(std::string_view bytes)
    {
        m_held.append(bytes);
        decide(false);
    }

    void decide(bool atEnd)
    {
        if (m_place.offset == 0 && !m_markSeen) {
            if (!atEnd && m_held.size() < kByteOrderMark.size())
                return;
            m_markSeen = true;
            if (std::string_view{m_held}.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
                m_sink.byteOrderMark();
                m_held.erase(0, kByteOrderMark.size());
                m_place.offset = kByteOrderMark.size();
            }
        }
        std::string_view content = m_held;
        const std::size_t first = content.find_first_not_of(" \t\r\n");
        if (first == std::string_view::npos) {
            skipBlank(m_held.size());
            return;
        }
        std::size_t begin = content.rfind('\n', first);
        begin = begin == std::string_view::npos ? 0 : begin + 1;
        const std::size_t end = content.find('\n', first);
        if (end == std::string_view::npos && !atEnd && content.size() < kFirstLine)
            return;
        const std::string_view line = content.substr(first, std::min(end, content.size()) - first);
        skipBlank(begin);
        choose(line);
    }

    // REQUIRES: the first `size` bytes are blank lines.
    void skipBlank(std::size_t size)
    {
        m_place.line += static_cast<std::uint64_t>(
            std::count(m_held.begin(), m_held.begin() + static_cast<std::ptrdiff_t>(size), '\n'));
        m_place.offset += size;
        m_held.erase(0, size);
    }

    void choose(std::string_view line)
    {
        const std::string first{line};
        json::Document document;
        const bool valid = !document.parse(first);
        if (!valid && first.find('\0') != std::string::npos)
            m_form = Form::Refused;
        else if (valid || document.firstValueSize() > 0 || isHugeLine(first))
            m_form = Form::Lines;
        else if (first.front() == '{' || first.front() == '[')
            m_form = isOneLineOf(first) ? Form::Lines : Form::Documents;
        else
            m_form = Form::Refused;
        if (m_form == Form::Refused) {
            m_sink.rejected({{Reason::NotNdjson, "the file is no log of events", 0},
                             std::string_view{m_held}.substr(0, limits::kRejectedBytesKept),
                             m_held.size(),
                             1,
                             0});
            m_held.clear();
        } else if (m_form == Form::Lines) {
            lines(std::exchange(m_held, {}));
        }
    }

    /// A line over the limits of a record, that begins as an object does, in a log of lines.
    bool isHugeLine(const std::string &first) const
    {
        return (first.front() == '{' && first.size() > limits::kRecordBytes)
            || (isOtlp(first) && endOfValue(first, 0) != std::string_view::npos);
    }

    /// A first line that is broken, followed by a line that is whole: one bad line, not one
    /// document over lines.
    bool isOneLineOf(const std::string &first) const
    {
        const std::size_t next
            = m_held.find_first_not_of(" \t\r\n", m_held.find(first) + first.size());
        if (next == std::string::npos || m_held[next] != '{')
            return false;
        json::Document document;
        const std::size_t end = std::min(m_held.find('\n', next), m_held.size());
        return !document.parse(std::string_view{m_held}.substr(next, end - next));
    }

    void lines(std::string_view bytes)
    {
        if (!m_held.empty() || m_skipped > 0) {
            const std::size_t end = bytes.find('\n');
            hold(bytes.substr(0, end));
            if (end == std::string_view::npos)
                return;
            endHeldLine();
            bytes.remove_prefix(end + 1);
        }
        const std::size_t whole = bytes.rfind('\n') + 1; // none: all of it is held
        if (whole > 0)
            wholeLines(bytes.substr(0, whole));
        if (whole < bytes.size())
            hold(bytes.substr(whole));
    }

    void wholeLines(std::string_view whole)
    {
        if (!m_sink.takesLines(whole, m_place.line, m_place.offset)) {
            m_records += m_lines.split(whole, m_place, m_sink);
            return;
        }
        m_records += isBlankText(whole) ? 0 : 1; // at least
        m_place.offset += whole.size();
        for (std::size_t end = 0; (end = whole.find('\n')) != std::string_view::npos;
             ++m_place.line)
            whole.remove_prefix(end + 1);
    }

    // Only what a record may hold is kept of a line; an array may hold more.
    void hold(std::string_view bytes)
    {
        const std::string_view start = isBlankText(m_held) ? bytes : std::string_view{m_held};
        const std::size_t most = mostOfLine(start) + 2;
        const std::size_t kept = std::min(most - std::min(most, m_held.size()), bytes.size());
        m_held.append(bytes.substr(0, kept));
        m_skipped += bytes.size() - kept;
    }

    /// How long a line may be that begins so.
    static std::size_t mostOfLine(std::string_view start)
    {
        const std::size_t first = start.find_first_not_of(" \t\r");
        if (first != std::string_view::npos && start[first] == '[')
            return kArrayLine;
        return isOtlp(start) ? limits::kBatchBytes : limits::kRecordBytes;
    }

    void endHeldLine()
    {
        const std::uint64_t size = m_held.size() + m_skipped;
        if (m_skipped > 0)
            WholeLines::tooLong(m_held, size, m_place, m_sink);
        else
            line(m_held);
        m_held.clear();
        m_skipped = 0;
        advance(size + 1);
    }

    void advance(std::uint64_t size)
    {
        m_place.offset += size;
        ++m_place.line;
    }

    void line(std::string_view text)
    {
        m_records += WholeLines::line(text, m_place, m_sink) ? 1 : 0;
    }

    void lastLine()
    {
        if (m_skipped > 0) {
            endHeldLine();
            return;
        }
        if (isBlankText(m_held))
            return;
        json::Document document;
        const auto rejection = document.parse(m_held);
        // A file whose only line is broken is a broken line; a log whose last line is, was cut.
        if (rejection && m_records > 0 && m_held.front() != '['
            && rejection->reason == Reason::BadJson)
            m_sink.rejected({{Reason::Truncated, "the last line ends too early", m_held.size()},
                             std::string_view{m_held}.substr(0, limits::kRejectedBytesKept),
                             m_held.size(),
                             m_place.line,
                             m_place.offset});
        else
            line(m_held);
    }

    RecordSink &m_sink;
    WholeLines m_lines;
    Form m_form = Form::Unknown;
    Place m_place{1, 0};
    std::string
        m_held; // until the form is known; then a line that is not whole yet, or the documents
    std::uint64_t m_skipped = 0; // bytes of the line behind what is held
    std::uint64_t m_records = 0;
    bool m_markSeen = false;
};

Framer::Framer(RecordSink &sink)
    : m_state(std::make_unique<State>(sink))
{ }
Framer::~Framer() = default;
void Framer::feed(std::string_view bytes)
{
    m_state->feed(bytes);
}
void Framer::finish()
{
    m_state->finish();
}
bool Framer::pause()
{
    return m_state->pause();
}
bool Framer::isRefused() const
{
    return m_state->isRefused();
}
std::uint64_t Framer::recordCount() const
{
    return m_state->recordCount();
}
std::optional<std::uint64_t> Framer::lineCount() const
{
    return m_state->lineCount();
}

} // namespace sightglass
