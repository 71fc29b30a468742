// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"
#include "model/streams/receiver/body.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace sightglass {

/// What became of a body that was handed on.
enum class Stored : std::uint8_t { Durable, Busy, NoRoom };

/// Where the receiver hands over what it took. Called on its thread.
struct ReceiverPorts
{
    /// Takes the lines for the log; calls back once, on any thread, when they are durable or cannot
    /// be.
    std::function<void(JudgedBody &&body, const std::string &peer,
                       std::function<void(Stored)> settled)>
        store;
    /// A body that was no event: counted and kept (rules.md §1).
    std::function<void(const Rejection &rejection, std::string_view body, const std::string &peer)>
        reject;
    /// A request that was refused before its body was read: counted by its status.
    std::function<void(unsigned status)> refuse;
};

/// The HTTP receiver (design.md §5, rules.md §2.10) on a thread of its own: POST of CloudEvents,
/// CDEvents and Eiffel in all forms, answered after they are durable. Bounded in bytes, time and
/// connections.
class Receiver
{
public:
    Receiver(const VocabularyList &vocabularies, ReceiverPorts ports);
    /// Closes all connections and waits for its thread: well under a second.
    ~Receiver();
    Receiver(const Receiver &) = delete;
    Receiver &operator=(const Receiver &) = delete;

    struct Where
    {
        std::string address = "127.0.0.1";
        std::uint16_t port = 8473; // 0: any free one
        bool mayMove = true; // to the next free port
        std::string token; // asked for where it is not empty; an address off loopback needs one
    };
    /// Empty when it listens, else why not.
    [[nodiscard]] std::string listen(const Where &where);
    /// Bodies are judged by these from the next one on.
    void speak(const VocabularyList &vocabularies);
    /// Ends its thread; answers that are settled later go nowhere. Before what `store` hands to is
    /// destroyed.
    void stop();
    /// "http://127.0.0.1:8473". REQUIRES: it listens
    [[nodiscard]] std::string url() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sightglass
