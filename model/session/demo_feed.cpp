// SPDX-License-Identifier: Apache-2.0
#include "model/session/demo_feed.h"

#include "model/session/ingest.h"
#include "model/streams/demo/demo_script.h"

#include <utility>

namespace sightglass {

DemoFeed::DemoFeed(std::uint64_t seed, std::uint32_t source, Timestamp start, bool atOnce,
                   Inbox &inbox, std::shared_ptr<Archives> archives)
    : m_seed(seed)
    , m_source(source)
    , m_start(start)
    , m_atOnce(atOnce)
    , m_inbox(inbox)
    , m_archives(std::move(archives))
    , m_thread([this] { run(); })
{ }

DemoFeed::~DemoFeed()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

bool DemoFeed::waitUntil(std::chrono::steady_clock::time_point instant)
{
    std::unique_lock lock{m_mutex};
    return !m_wake.wait_until(lock, instant, [this] { return m_stop; });
}

void DemoFeed::run()
{
    const auto began = std::chrono::steady_clock::now();
    const auto spool = m_archives->addSpool();
    if (!spool)
        return;
    m_inbox.post([source = m_source, spool](Ingest &ingest) {
        ingest.setArchive(source, *spool, true);
        ingest.setStatus(source, SourceInfo::Status::Reading, {});
    });
    for (std::uint32_t loop = 0;; ++loop) {
        const Span begin = kDemoLoop * static_cast<std::int64_t>(loop);
        for (DemoStep &step : demoScript(m_seed, loop, m_start + begin)) {
            if (!m_atOnce && !waitUntil(began + begin + step.offset))
                return;
            if (step.what == DemoStep::What::Record) {
                OwnedRecord record;
                record.size = step.line.size();
                record.text = std::move(step.line);
                auto pieces = std::make_shared<OwnedPieces>();
                pieces->emplace_back(std::move(record));
                m_inbox.post(
                    [source = m_source, pieces](Ingest &ingest) { ingest.take(source, *pieces); });
                continue;
            }
            const bool down = step.what == DemoStep::What::Drop;
            m_inbox.post([source = m_source, down](Ingest &ingest) {
                ingest.setStatus(source,
                                 down ? SourceInfo::Status::Retrying : SourceInfo::Status::Reading,
                                 down ? "connection refused; trying again" : "");
            });
        }
        if (m_atOnce)
            return;
    }
}

} // namespace sightglass
