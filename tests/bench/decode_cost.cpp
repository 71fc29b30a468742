// SPDX-License-Identifier: Apache-2.0
// What decoding costs a byte, vocabulary by vocabulary, as a multiple of CDEvents in the same run:
// medians of the thread's CPU time, which nobody else's work is in.
// usage: decode_cost FOLDER with <vocabulary>.ndjson files

#include "app/registry/vocabularies.h"
#include "tests/support/reading.h"

#include <QDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace sightglass;
using namespace sightglass::test;

namespace {

constexpr int kRounds = 41;
constexpr std::size_t kBytesARound = 400'000;

struct Corpus
{
    std::string name;
    std::vector<std::string> lines;
    std::size_t bytes = 0;
    std::vector<double> nanosecondsAByte;
};

double cpuNanoseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

double measure(Decoder &decoder, const Corpus &corpus)
{
    const std::size_t repeats = std::max<std::size_t>(1, kBytesARound / corpus.bytes);
    const double start = cpuNanoseconds();
    std::size_t links = 0;
    for (std::size_t i = 0; i < repeats; ++i) {
        for (const std::string &line : corpus.lines) {
            if (!decoder.decode(line))
                links += decoder.event().links.size();
        }
    }
    const double took = cpuNanoseconds() - start;
    return links == static_cast<std::size_t>(-1)
        ? 0
        : took / static_cast<double>(repeats * corpus.bytes);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const VocabularyList vocabularies = makeVocabularies();
    Decoder decoder{vocabularies};
    std::vector<Corpus> corpora;
    for (const QFileInfo &file :
         QDir{QString::fromLocal8Bit(argv[1])}.entryInfoList({QStringLiteral("*.ndjson")})) {
        Corpus corpus{file.completeBaseName().toStdString(), linesOf(file.filePath()), 0, {}};
        for (const std::string &line : corpus.lines)
            corpus.bytes += line.size();
        corpora.push_back(std::move(corpus));
    }
    for (int round = 0; round < kRounds; ++round) {
        for (Corpus &corpus : corpora)
            corpus.nanosecondsAByte.push_back(measure(decoder, corpus));
    }
    const auto median = [](Corpus &corpus) {
        const auto middle = corpus.nanosecondsAByte.begin() + kRounds / 2;
        std::nth_element(corpus.nanosecondsAByte.begin(), middle, corpus.nanosecondsAByte.end());
        return *middle;
    };
    double reference = 1;
    for (Corpus &corpus : corpora) {
        if (corpus.name == "cdevents")
            reference = median(corpus);
    }
    for (Corpus &corpus : corpora)
        std::printf("%-16s %6.2f ns/byte  %5.2f x cdevents (goal 2.50)\n", corpus.name.c_str(),
                    median(corpus), median(corpus) / reference);
    return 0;
}
