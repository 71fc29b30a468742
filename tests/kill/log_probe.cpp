// SPDX-License-Identifier: Apache-2.0
#include "model/log/log_folder.h"
#include "model/log/log_writer.h"
#include "tests/kill/disk_trace.h"

#include <chrono>
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
LogLimits smallSegments(int batches)
{
    LogLimits limits;
    limits.bytes = batches < 200 ? 2u << 20 : 8u << 20;
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

/// When the disk works again, so does the log: within two seconds.
bool worksAgain(LogWriter &writer, const std::string &name)
{
    for (int attempt = 0; attempt < 20; ++attempt) {
        std::binary_semaphore told{0};
        bool works = false;
        LogBatch batch;
        const std::string id = name + "-last." + std::to_string(attempt);
        batch.lines = {line(id, 1)};
        batch.appended = [](const std::vector<RecordRef> &, LogBatch &) {};
        batch.settled = [&](bool durable) {
            works = durable;
            told.release();
        };
        if (!writer.append(std::move(batch)))
            return false;
        told.acquire();
        if (works) {
            test::traceAnswer(id);
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return false;
}

// log_probe FOLDER TRACE NAME BATCHES [AT ERROR]: opens a log as a start does, and appends from two
// sources; what it does to the disk, and what it answers when, goes to the trace. The disk may fail
// once.
int main(int argc, char **argv)
{
    if (argc != 5 && argc != 7)
        return 2;
    const std::string path = argv[1];
    test::traceDisk(path, argv[2]);
    if (argc == 7)
        test::failDisk({std::atol(argv[5]), std::atoi(argv[6])});
    LogFolder folder;
    if (folder.open(path) != LogFolder::Access::Owner)
        return 3;
    folder.repair();
    Archives archives;
    const int batches = std::atoi(argv[4]);
    LogWriter writer{path, archives, [](const std::string &) {}, smallSegments(batches)};
    writer.keepOlder();
    const std::string name = argv[3];
    std::thread first{[&] { send(writer, name + "a", batches); }};
    std::thread second{[&] { send(writer, name + "b", batches); }};
    first.join();
    second.join();
    const bool works = worksAgain(writer, name + "a");
    writer.finishKeeping();
    return works ? 0 : 4;
}
