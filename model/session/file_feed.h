// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/log/archive.h"
#include "model/session/inbox.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace sightglass {

/// What is read, and as which sources.
struct FileFeedPlan
{
    std::vector<std::string> paths; // files, or "-"
    std::vector<std::uint32_t> sources; // number of each path's source, which is there
    bool follow = false; // files that grow are read on
    /// Of a longer log the newest lines come not first: they would be the first to leave the model.
    std::uint64_t newestFirst = ~std::uint64_t{0};
    /// Of a log folder that another process writes: its newer segments are read too, each as a
    /// source that `addSource` makes, on the feed's thread.
    std::string folder = {};
    std::function<std::uint32_t(const std::string &path)> addSource = {};
};

/// Reads files one after another on a thread of its own and hands their records to the ingest
/// thread, as fast as that takes them; then follows the ones that grow. Of a long log of lines, the
/// newest come first.
class FileFeed
{
public:
    /// `done` is called once, on the feed's thread, when all files were read to their present end.
    FileFeed(FileFeedPlan plan, Inbox &inbox, std::shared_ptr<Archives> archives,
             std::function<void()> done);
    /// Stops within a tenth of a second. REQUIRES: the inbox is closed, or still drained
    ~FileFeed();
    /// To be destroyed soon: of many, all stop at the same time. THREAD: any.
    void stop() { m_stop = true; }
    /// What was read stays, the rest is left out, nothing is followed. `done` is called if it was
    /// not. THREAD: any.
    void stopReading() { m_enough = true; }
    FileFeed(const FileFeed &) = delete;
    FileFeed &operator=(const FileFeed &) = delete;

private:
    class OneFile;

    void run();
    void followAll(std::vector<std::unique_ptr<OneFile>> &files);
    void findNewSegments(std::vector<std::unique_ptr<OneFile>> &files);

    FileFeedPlan m_plan;
    Inbox &m_inbox;
    std::shared_ptr<Archives> m_archives;
    std::function<void()> m_done;
    std::atomic<bool> m_stop{false};
    std::atomic<bool> m_enough{false}; // says the user
    std::thread m_thread;
};

} // namespace sightglass
