// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/session/inbox.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <string>

namespace sightglass {

/// What the user should know of the live source and of the log that it writes: told at the source,
/// as one text, from many threads. THREAD: any.
class SourceNotes
{
public:
    explicit SourceNotes(Inbox &inbox);

    enum class About : std::uint8_t { Listening, Log, Refused, Dropped, Count };
    /// The source is there; what was said before is told now. An error: it does not listen.
    void begin(std::uint32_t source, const std::string &error);
    /// Takes the place of what was said about the same. Empty: there is nothing to say.
    void say(About about, const std::string &text);

private:
    void tell();

    Inbox &m_inbox;
    std::mutex m_mutex;
    std::array<std::string, static_cast<std::size_t>(About::Count)> m_texts;
    std::uint32_t m_source = 0;
    bool m_begun = false;
    std::string m_told;
};

} // namespace sightglass
