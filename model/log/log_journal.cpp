// SPDX-License-Identifier: Apache-2.0
#include "model/log/log_journal.h"

#include "model/base/time_text.h"
#include "model/log/files.h"

#include <chrono>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>

namespace sightglass {
namespace {

constexpr off_t kMostBytes = 1 << 20;

// The sentences are ours: nothing but quotation marks and strokes could hurt, in names of files.
std::string quoted(std::string_view text)
{
    std::string quoted{"\""};
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted.push_back('\\');
        quoted.push_back(static_cast<unsigned char>(c) < ' ' ? ' ' : c);
    }
    return quoted + "\"";
}

} // namespace

void noteInJournal(const std::string &folder, std::string_view what, std::string_view segment,
                   std::string_view sentence)
{
    const std::string path = folder + "/journal";
    struct stat status
    {
    };
    if (::lstat(path.c_str(), &status) == 0 && status.st_size > kMostBytes)
        std::rename(path.c_str(), (folder + "/journal.old").c_str());
    const Descriptor file{
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600)};
    const auto now = std::chrono::time_point_cast<Span>(std::chrono::system_clock::now());
    std::string line = "{\"time\":" + quoted(formatRfc3339(now)) + ",\"what\":" + quoted(what);
    if (!segment.empty())
        line += ",\"segment\":" + quoted(segment.substr(segment.find_last_of('/') + 1));
    line += ",\"detail\":" + quoted(sentence) + "}\n";
    if (file.isOpen() && !writeAll(file.get(), line))
        return; // a full disk is told where it hurts
}

} // namespace sightglass
