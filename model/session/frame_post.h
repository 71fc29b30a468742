// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/session/inbox.h"
#include "model/snapshot/frame_clock.h"
#include "model/snapshot/mailbox.h"

#include <functional>

namespace sightglass {

/// The way of frames from ingest to its owner: at most one per interval, each of what is known when
/// it is due and not of what was known when the one before was made. Therefore ingest is asked,
/// unless it has sent something of itself. THREAD: the owner's.
class FramePost
{
public:
    /// LIFETIME: of inbox and owner.
    FramePost(Inbox &inbox, QObject *owner, std::function<void(const Frame &)> take);

    /// For ingest.
    [[nodiscard]] Mailbox<Frame> &mailbox() { return m_mailbox; }
    [[nodiscard]] FrameClock &clock() { return m_clock; }

    /// What was sent, out of turn. Whether there was anything.
    bool deliver();

private:
    void ask();

    Inbox &m_inbox;
    QObject *m_owner;
    std::function<void(const Frame &)> m_take;
    Mailbox<Frame> m_mailbox;
    FrameClock m_clock;
    bool m_asked = false;
};

} // namespace sightglass
