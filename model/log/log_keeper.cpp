// SPDX-License-Identifier: Apache-2.0
#include "model/log/log_keeper.h"

#include "model/log/files.h"
#include "model/log/log_journal.h"
#include "model/log/segments.h"
#include "model/log/sidecar.h"
#include "model/log/zstd_frames.h"

#include <cstdio>
#include <ctime>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sightglass {
namespace {

/// How often ages are looked at when nothing else happens.
constexpr std::chrono::minutes kLook{10};

struct stat statusOf(const std::string &path)
{
    struct stat status
    {
    };
    if (::lstat(path.c_str(), &status) != 0)
        status = {};
    return status;
}

std::uint64_t bytesOnDisk(const std::string &segment)
{
    return static_cast<std::uint64_t>(statusOf(segment).st_size)
        + static_cast<std::uint64_t>(statusOf(sidecarPath(segment)).st_size);
}

std::string sizeText(std::uint64_t bytes)
{
    return bytes < (1u << 20) ? std::to_string((bytes + 1023) / 1024) + " KiB"
                              : std::to_string((bytes + (1u << 19)) >> 20) + " MiB";
}

/// The next frame's worth: whole lines, unless one is longer than a frame.
std::string_view nextPiece(std::string_view rest)
{
    if (rest.size() <= kFrameBytes)
        return rest;
    const std::size_t end = rest.substr(0, kFrameBytes).rfind('\n');
    return rest.substr(0, end == std::string_view::npos ? kFrameBytes : end + 1);
}

bool writePacked(int descriptor, std::string_view bytes, const std::function<bool()> &stop)
{
    FramePacker packer;
    while (!bytes.empty()) {
        const std::string_view piece = nextPiece(bytes);
        const std::string frame = packer.pack(piece);
        if (stop() || frame.empty() || !writeAll(descriptor, frame))
            return false;
        bytes.remove_prefix(piece.size());
    }
    return writeAll(descriptor, packer.table()) && ::fsync(descriptor) == 0;
}

} // namespace

bool packSegment(const std::string &path, const std::function<bool()> &stop)
{
    const std::string folder = folderOf(path);
    const std::string part = folder + "/." + path.substr(path.find_last_of('/') + 1) + ".zst.part";
    ::unlink(part.c_str());
    bool packed = false;
    {
        const MappedFile plain{path};
        const Descriptor file = createFile(part);
        // What is cut off while it is read reads as zeros.
        packed = file.isOpen() && writePacked(file.get(), plain.bytes(), stop)
            && static_cast<off_t>(plain.bytes().size()) == statusOf(path).st_size;
    }
    // The age of a segment is that of its newest line, not that of its packing.
    const struct stat before = statusOf(path);
    const timespec times[2] = {before.st_atim, before.st_mtim};
    packed = packed && ::utimensat(AT_FDCWD, part.c_str(), times, AT_SYMLINK_NOFOLLOW) == 0
        && std::rename(part.c_str(), packedPath(path).c_str()) == 0;
    if (!packed) {
        ::unlink(part.c_str());
        return false;
    }
    // Only what is there for good may stand in for the plain one.
    return syncFolder(folder) && ::unlink(path.c_str()) == 0;
}

LogKeeper::LogKeeper(std::string folder, LogLimits limits, Dropped dropped)
    : m_folder(std::move(folder))
    , m_limits(limits)
    , m_dropped(std::move(dropped))
    , m_thread([this] { run(); })
{ }

LogKeeper::~LogKeeper()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void LogKeeper::closed(std::uint64_t number)
{
    {
        const std::lock_guard lock{m_mutex};
        m_closed = std::max(m_closed, number);
        m_asked = true;
    }
    m_wake.notify_all();
}

void LogKeeper::finish()
{
    std::unique_lock lock{m_mutex};
    m_wake.wait(lock, [this] { return m_stop || (!m_asked && !m_busy); });
}

void LogKeeper::run()
{
    std::unique_lock lock{m_mutex};
    while (!m_stop) {
        m_busy = true;
        m_asked = false;
        lock.unlock();
        dropOldest();
        packNext();
        dropOldest();
        lock.lock();
        m_busy = false;
        m_wake.notify_all();
        m_wake.wait_for(lock, kLook, [this] { return m_stop || m_asked; });
    }
}

void LogKeeper::packNext()
{
    const auto stop = [this] {
        const std::lock_guard lock{m_mutex};
        return m_stop;
    };
    const std::vector<std::string> segments = segmentsIn(m_folder);
    for (const std::string &segment : segments) {
        {
            const std::lock_guard lock{m_mutex};
            if (m_stop || segmentNumber(segment) > m_closed)
                return;
        }
        if (isPacked(segment))
            continue;
        if (statusOf(segment).st_size == 0 && segment != segments.back()) {
            ::unlink(segment.c_str());
            ::unlink(sidecarPath(segment).c_str());
        } else if (!packSegment(segment, stop)) {
            return; // no room: it stays plain, and is tried again with the next one
        }
    }
}

void LogKeeper::dropOldest()
{
    std::uint64_t newestClosed = 0;
    {
        const std::lock_guard lock{m_mutex};
        newestClosed = m_closed;
    }
    std::vector<std::string> closed = segmentsIn(m_folder);
    std::erase_if(closed,
                  [&](const std::string &path) { return segmentNumber(path) > newestClosed; });
    std::uint64_t total = 0;
    for (const std::string &path : closed)
        total += bytesOnDisk(path);
    const std::time_t oldest = std::time(nullptr) - static_cast<std::time_t>(m_limits.age.count());
    for (const std::string &path : closed) {
        const bool tooOld = statusOf(path).st_mtim.tv_sec < oldest;
        const bool tooMuch = total > m_limits.closedBytes();
        if (!tooOld && !tooMuch)
            return;
        const std::uint64_t bytes = bytesOnDisk(path);
        if (::unlink(path.c_str()) != 0)
            return;
        ::unlink(sidecarPath(path).c_str());
        total -= bytes;
        ++m_droppedCount;
        m_droppedBytes += bytes;
        noteInJournal(m_folder, "dropped", path,
                      tooMuch ? "the log was larger than " + sizeText(m_limits.bytes)
                              : "older than the log keeps");
        m_dropped("dropped the " + std::to_string(m_droppedCount) + " oldest segments ("
                  + sizeText(m_droppedBytes) + ") of the log");
    }
}

} // namespace sightglass
