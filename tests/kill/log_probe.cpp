// SPDX-License-Identifier: Apache-2.0
#include "model/log/log_folder.h"
#include "model/log/log_writer.h"
#include "tests/kill/disk_trace.h"

#include <cstdio>
#include <cstdlib>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace sightglass;

namespace {

constexpr int kUnderWay = 8; // batches of one source that wait for their answer
constexpr int kBatchLines = 12;

/// Small segments, and a ring that nothing falls out of.
LogLimits smallSegments()
{
    LogLimits limits;
    limits.bytes = 8u << 20;
    return limits;
}

std::string line(const std::string &id, int number)
{
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/power","type":"t","data":")"
        + std::string(static_cast<std::size_t>(number * 37 % 900), 'x') + "\"}";
}

/// A source that sends batches, several at a time, and is told of each.
void send(LogWriter &writer, const std::string &name, int batches)
{
    std::counting_semaphore<kUnderWay> room{kUnderWay};
    for (int number = 0; number < batches; ++number) {
        LogBatch batch;
        std::string ids;
        for (int i = 0; i <= number % kBatchLines; ++i) {
            const std::string id = name + "-" + std::to_string(number) + "." + std::to_string(i);
            ids.append(ids.empty() ? "" : ",").append(id);
            batch.lines.push_back(line(id, number + i));
        }
        batch.source = name;
        batch.receivedMilliseconds = 1'700'000'000'000 + number;
        batch.appended = [](const std::vector<RecordRef> &, LogBatch &) {};
        batch.settled = [ids, &room](bool durable) {
            if (durable)
                test::traceAnswer(ids);
            room.release();
        };
        room.acquire();
        if (!writer.append(std::move(batch)))
            std::abort();
    }
    for (int i = 0; i < kUnderWay; ++i)
        room.acquire();
}

} // namespace

// log_probe FOLDER TRACE NAME BATCHES: opens a log as a start does, and appends from two sources;
// what it does to the disk, and what it answers when, goes to the trace.
int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    const std::string path = argv[1];
    test::traceDisk(path, argv[2]);
    LogFolder folder;
    if (folder.open(path) != LogFolder::Access::Owner)
        return 3;
    folder.repair();
    Archives archives;
    LogWriter writer{path, archives, [](const std::string &) {}, smallSegments()};
    writer.keepOlder();
    const int batches = std::atoi(argv[4]);
    const std::string name = argv[3];
    std::thread first{[&] { send(writer, name + "a", batches); }};
    std::thread second{[&] { send(writer, name + "b", batches); }};
    first.join();
    second.join();
    writer.finishKeeping();
    return 0;
}
