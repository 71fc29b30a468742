// SPDX-License-Identifier: Apache-2.0
#include "model/streams/receiver/receiver.h"

#include "model/base/limits.h"
#include "model/streams/receiver/connection.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <thread>
#include <utility>

namespace sightglass {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::uint32_t kPortsTried = 100;
constexpr std::uint32_t kLastPort = 65'535;
constexpr std::chrono::milliseconds kAcceptPause{100};

} // namespace

class Receiver::Private
{
public:
    Private(const VocabularyList &vocabularies, ReceiverPorts ports)
        : m_shared(std::make_shared<ReceiverShared>(
            ReceiverShared{Decoder{vocabularies}, std::move(ports), {}, 0}))
    { }

    ~Private() { stop(); }

    void stop()
    {
        m_context.stop();
        if (m_thread.joinable())
            m_thread.join();
    }

    void speak(const VocabularyList &vocabularies)
    {
        asio::post(m_context,
                   [shared = m_shared, vocabularies] { shared->decoder.speak(vocabularies); });
    }

    std::string listen(const Where &where)
    {
        error_code error;
        const auto address = asio::ip::make_address(where.address, error);
        if (error)
            return where.address + " is no address";
        if (!address.is_loopback() && where.token.empty())
            return "listening on " + where.address + " needs a token in SIGHTGLASS_TOKEN";
        const std::uint32_t last = where.mayMove && where.port != 0
            ? std::min(where.port + kPortsTried, kLastPort)
            : where.port;
        for (std::uint32_t port = where.port; port <= last; ++port) {
            error = bind({address, static_cast<std::uint16_t>(port)});
            if (error != asio::error::address_in_use)
                break;
        }
        if (error)
            return error.message();
        m_shared->policy = {where.address, m_acceptor.local_endpoint().port(), where.token};
        accept();
        m_thread = std::thread{[this] { m_context.run(); }};
        return {};
    }

    [[nodiscard]] std::string url() const
    {
        const bool v6 = m_shared->policy.boundAddress.find(':') != std::string::npos;
        const std::string host
            = v6 ? "[" + m_shared->policy.boundAddress + "]" : m_shared->policy.boundAddress;
        return "http://" + host + ":" + std::to_string(m_shared->policy.port);
    }

private:
    error_code bind(const tcp::endpoint &endpoint)
    {
        error_code error;
        m_acceptor = tcp::acceptor{m_context};
        m_acceptor.open(endpoint.protocol(), error);
        if (!error)
            m_acceptor.set_option(asio::socket_base::reuse_address{true}, error);
        if (!error)
            m_acceptor.bind(endpoint, error);
        if (!error)
            m_acceptor.listen(asio::socket_base::max_listen_connections, error);
        return error;
    }

    void accept()
    {
        m_acceptor.async_accept([this](const error_code &error, tcp::socket socket) {
            if (!error && m_shared->connections < limits::kConnections)
                std::make_shared<Connection>(std::move(socket), m_shared)->start();
            if (error == asio::error::operation_aborted)
                return;
            if (!error)
                accept();
            else
                acceptLater();
        });
    }

    // Out of descriptors: trying again at once would only burn the processor.
    void acceptLater()
    {
        m_pause.expires_after(kAcceptPause);
        m_pause.async_wait([this](const error_code &error) {
            if (!error)
                accept();
        });
    }

    // The context is destroyed last: the handlers that it still holds own connections, which count
    // in m_shared.
    std::shared_ptr<ReceiverShared> m_shared;
    asio::io_context m_context{1};
    tcp::acceptor m_acceptor{m_context};
    asio::steady_timer m_pause{m_context};
    std::thread m_thread;
};

Receiver::Receiver(const VocabularyList &vocabularies, ReceiverPorts ports)
    : d(std::make_unique<Private>(vocabularies, std::move(ports)))
{ }

Receiver::~Receiver() = default;
std::string Receiver::listen(const Where &where)
{
    return d->listen(where);
}
void Receiver::speak(const VocabularyList &vocabularies)
{
    d->speak(vocabularies);
}
void Receiver::stop()
{
    d->stop();
}
std::string Receiver::url() const
{
    return d->url();
}

} // namespace sightglass
