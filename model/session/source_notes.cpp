// SPDX-License-Identifier: Apache-2.0
#include "model/session/source_notes.h"

#include "model/session/ingest.h"

#include <utility>

namespace sightglass {

SourceNotes::SourceNotes(Inbox &inbox)
    : m_inbox(inbox)
{ }

void SourceNotes::begin(std::uint32_t source, const std::string &error)
{
    const std::lock_guard lock{m_mutex};
    m_source = source;
    m_begun = true;
    m_told = "-"; // something else than any text of ours
    m_texts[static_cast<std::size_t>(About::Listening)] = error;
    tell();
}

void SourceNotes::say(About about, const std::string &text)
{
    const std::lock_guard lock{m_mutex};
    m_texts[static_cast<std::size_t>(about)] = text;
    tell();
}

void SourceNotes::tell()
{
    std::string detail;
    for (const std::string &text : m_texts) {
        if (!text.empty())
            detail.append(detail.empty() ? "" : "; ").append(text);
    }
    if (!m_begun || std::exchange(m_told, detail) == detail)
        return;
    const auto says
        = [this](About about) { return !m_texts[static_cast<std::size_t>(about)].empty(); };
    const SourceInfo::Status status = says(About::Listening) ? SourceInfo::Status::Failed
        : says(About::Log)                                   ? SourceInfo::Status::Retrying
                                                             : SourceInfo::Status::Listening;
    m_inbox.post([source = m_source, status, detail](Ingest &ingest) {
        ingest.setStatus(source, status, detail);
    });
}

} // namespace sightglass
