// SPDX-License-Identifier: Apache-2.0
#include "model/session/frame_post.h"

#include "model/session/ingest.h"

#include <utility>

namespace sightglass {
namespace {

constexpr std::chrono::milliseconds kFrameInterval{33};

} // namespace

FramePost::FramePost(Inbox &inbox, QObject *owner, std::function<void(const Frame &)> take)
    : m_inbox(inbox)
    , m_owner(owner)
    , m_take(std::move(take))
    , m_clock(kFrameInterval)
{
    QObject::connect(&m_clock, &FrameClock::tick, owner, [this] {
        if (!deliver())
            ask();
    });
}

bool FramePost::deliver()
{
    const auto frame = m_mailbox.take();
    if (!frame)
        return false;
    m_take(*frame);
    return true;
}

void FramePost::ask()
{
    if (std::exchange(m_asked, true))
        return;
    m_inbox.post([this](Ingest &ingest) {
        ingest.seal();
        QMetaObject::invokeMethod(
            m_owner,
            [this] {
                m_asked = false;
                deliver();
            },
            Qt::QueuedConnection);
    });
}

} // namespace sightglass
