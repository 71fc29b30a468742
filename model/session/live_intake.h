// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/log/log_writer.h"
#include "model/session/inbox.h"
#include "model/session/source_notes.h"
#include "model/streams/receiver/receiver.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sightglass {

/// The way from the receiver through the log to the model: append, show, sync, acknowledge.
class LiveIntake
{
public:
    /// Null writer: the log cannot be written, so everything is answered 503. LIFETIME: inbox and
    /// notes outlive it, and it the writer, which may call back until it ends
    LiveIntake(std::uint32_t source, Inbox &inbox, SourceNotes &notes, LogWriter *writer);

    /// For the receiver, on its thread.
    [[nodiscard]] ReceiverPorts ports();

private:
    void store(JudgedBody &&body, const std::string &peer, std::function<void(Stored)> settled);
    void reject(const Rejection &rejection, std::string_view body, const std::string &peer);
    void refuse(unsigned status);

    std::uint32_t m_source;
    Inbox &m_inbox;
    SourceNotes &m_notes;
    LogWriter *m_writer;
    std::map<unsigned, std::uint64_t> m_refused; // by status; the receiver's thread
};

} // namespace sightglass
