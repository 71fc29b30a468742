// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_feed.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr int kRefreshMilliseconds = 500; // numbers change at most twice a second
constexpr int kClockMilliseconds = 1000;
constexpr std::chrono::milliseconds kPatience{20}; // until a job that is under way is asked after
constexpr qint64 kYoungMilliseconds = 20'000;
constexpr qint64 kReadingMilliseconds = 3'000; // so long the first picture waits for a file
constexpr std::size_t kMostSteps = 50;
constexpr Span kMostSkew = std::chrono::minutes{1};

} // namespace

struct MapFeed::Counting
{
    MapIndex index;
    std::shared_ptr<const FlowIndex> flows; // whose inferred links it knows
};

struct MapFeed::Job
{
    std::shared_ptr<Counting> counting;
    Frame frame;
    std::shared_ptr<const FlowIndex> flows;
    MapQuestion question;
    Grouping grouping = Grouping::KindNameSource;
    BannedLinks banned;
    MapPicture before;
    AllPlaces places;
    Arrange arrange = Arrange::IntoTray;
    bool arrangeAgain = false;
    std::uint64_t generation = 0;
    std::uint64_t moves = 0;
};

struct MapFeed::Done
{
    MapFigures figures;
    MapPicture picture;
    AllPlaces places;
    std::vector<std::string> linkTypes;
    std::uint64_t generation = 0;
    std::uint64_t moves = 0;
};

MapFeed::MapFeed(ViewContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MapFeed::refresh);
    m_clock.setInterval(kClockMilliseconds);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (m_context.playhead().mode() == Mode::Live)
            refreshSoon(0);
    });
    connect(&context, &ViewContext::advanced, this, &MapFeed::take);
    connect(&context, &ViewContext::leaving, this, [this] {
        if (m_active) // else nobody looks at it: it is not to hold what left the memory
            return;
        m_counting.reset();
        m_pending.reset();
    });
    connect(&context, &ViewContext::moved, this, [this] {
        const Playhead &playhead = m_context.playhead();
        if (playhead.mode() != Mode::Live)
            refreshSoon(playhead.isPlaying() ? kRefreshMilliseconds : 0);
    });
    connect(&context.playhead(), &Playhead::modeChanged, this, [this] { refreshSoon(0); });
    connect(&context, &ViewContext::flowsChanged, this,
            [this] { refreshSoon(kRefreshMilliseconds); });
    connect(&context, &ViewContext::contentReplaced, this, &MapFeed::reset);
    m_sinceContent.start();
}

void MapFeed::setActive(bool active)
{
    m_active = active;
    if (!active) {
        m_clock.stop();
        return;
    }
    m_clock.start();
    refreshSoon(0);
}

void MapFeed::setWindow(std::optional<Span> window)
{
    m_window = window;
    refreshSoon(0);
}

void MapFeed::setGrouping(Grouping grouping)
{
    if (std::exchange(m_grouping, grouping) == grouping)
        return;
    m_past.clear();
    m_future.clear();
    refreshSoon(0);
}

void MapFeed::setBanned(BannedLinks banned)
{
    m_banned = std::move(banned);
    refreshSoon(0);
}

void MapFeed::setDetails(const std::string &key)
{
    if (std::exchange(m_details, key) != key && !key.empty())
        refreshSoon(0);
}

void MapFeed::take(const Frame &frame)
{
    if (m_counting) {
        auto pending = std::make_unique<Frame>(frame);
        if (m_pending)
            pending->absorb(std::move(*m_pending));
        m_pending = std::move(pending);
    }
    refreshSoon(m_ready ? kRefreshMilliseconds : 0);
}

void MapFeed::reset()
{
    ++m_generation;
    m_counting.reset();
    m_pending.reset();
    m_figures = {};
    m_picture = {};
    m_past.clear();
    m_future.clear();
    m_ready = false;
    m_sincePicture.invalidate();
    m_sinceContent.start();
    Q_EMIT changed();
}

void MapFeed::setPlaces(AllPlaces places)
{
    m_settled = std::any_of(places.begin(), places.end(),
                            [](const MapPlaces &some) { return !some.empty(); });
    m_places = std::move(places);
    ++m_moves;
}

// A file's first picture is of the whole file; of what never ends, of its beginning.
bool MapFeed::isStillReading() const
{
    return !m_context.isLiveContent() && m_context.playhead().mode() == Mode::Live
        && m_picture.nodes.empty() && m_sinceContent.elapsed() < kReadingMilliseconds;
}

void MapFeed::refreshSoon(int milliseconds)
{
    if (!m_active)
        return;
    if (m_timer.isActive() && m_timer.remainingTime() <= milliseconds)
        return;
    m_timer.start(milliseconds);
}

// Live: now, and what clocks that are a little ahead have sent.
Timestamp MapFeed::instant() const
{
    const Playhead &playhead = m_context.playhead();
    if (playhead.mode() != Mode::Live)
        return playhead.at();
    const Timestamp now = playhead.now();
    const Timestamp last = m_context.snapshot().totals.lastTime;
    return last > now && last - now < kMostSkew ? last : now;
}

void MapFeed::refresh()
{
    if (!m_active || m_context.snapshot().events.size() == 0)
        return;
    if (isStillReading()) {
        refreshSoon(kRefreshMilliseconds);
        return;
    }
    if (std::exchange(m_busy, true)) {
        m_again = true;
        return;
    }
    Job job;
    if (!m_counting) {
        m_counting = std::make_shared<Counting>();
        job.frame.snapshot = m_context.snapshot();
    } else if (m_pending) {
        job.frame = std::move(*std::exchange(m_pending, nullptr));
    } else {
        job.frame.snapshot = m_context.snapshot();
    }
    job.counting = m_counting;
    job.flows = m_context.flows();
    job.question = {instant(), m_window, m_details};
    job.grouping = m_grouping;
    job.banned = m_banned;
    job.before = m_picture;
    job.places = m_places;
    const bool young = !m_settled
        && (!m_sincePicture.isValid() || m_sincePicture.elapsed() < kYoungMilliseconds);
    job.arrange = std::exchange(m_tidy, false) ? Arrange::Anew
        : young                                ? Arrange::Beside
                                               : Arrange::IntoTray;
    job.arrangeAgain = job.arrange == Arrange::Anew;
    job.generation = m_generation;
    job.moves = m_moves;
    QThreadPool::globalInstance()->start([self = QPointer<MapFeed>(this), job = std::move(job)] {
        MapIndex &index = job.counting->index;
        index.setGrouping(job.grouping);
        index.setBanned(job.banned);
        if (index.epoch() != job.frame.snapshot.epoch)
            index.advance(job.frame.snapshot, job.frame.events, job.frame.entities);
        if (std::exchange(job.counting->flows, job.flows) != job.flows)
            index.setInferred(job.flows->inferred());
        Done done;
        done.figures = index.answer(job.question);
        done.places = job.places;
        done.linkTypes = index.linkTypes();
        done.generation = job.generation;
        done.moves = job.moves;
        MapPlaces &places = done.places[static_cast<std::size_t>(done.figures.grouping)];
        const bool stands
            = !job.arrangeAgain && shows(job.before, done.figures) && isAt(job.before, places);
        done.picture
            = stands ? job.before : arrangeMap(done.figures, places, job.before, job.arrange);
        QMetaObject::invokeMethod(qApp, [self, done = std::move(done)]() mutable {
            if (self)
                self->finish(std::move(done));
        });
    });
}

void MapFeed::finish(Done done)
{
    m_busy = false;
    const bool again = std::exchange(m_again, false);
    if (done.generation != m_generation || done.moves != m_moves) {
        refreshSoon(0); // of other content, or of before the user moved something
        return;
    }
    m_figures = std::move(done.figures);
    m_picture = std::move(done.picture);
    m_places = std::move(done.places);
    m_linkTypes = std::move(done.linkTypes);
    m_ready = true;
    if (!m_sincePicture.isValid() && !m_picture.nodes.empty())
        m_sincePicture.start();
    Q_EMIT changed();
    if (again)
        refreshSoon(0);
}

template<typename Ask, typename Answer> void MapFeed::ask(Ask question, Answer answer)
{
    if (!m_counting)
        return;
    if (m_busy) { // the index is not to be asked by two
        QTimer::singleShot(kPatience, this, [this, question, answer] { ask(question, answer); });
        return;
    }
    m_busy = true;
    QThreadPool::globalInstance()->start([self = QPointer<MapFeed>(this), counting = m_counting,
                                          generation = m_generation, question, answer] {
        auto found = question(counting->index);
        QMetaObject::invokeMethod(qApp,
                                  [self, generation, answer, found = std::move(found)]() mutable {
                                      if (!self)
                                          return;
                                      self->m_busy = false;
                                      if (std::exchange(self->m_again, false))
                                          self->refreshSoon(0);
                                      if (generation == self->m_generation)
                                          answer(std::move(found));
                                  });
    });
}

void MapFeed::findNewest(const std::string &key, std::function<void(EventId)> answer)
{
    ask([key, at = instant()](const MapIndex &index) { return index.newestEventOf(key, at); },
        [answer = std::move(answer)](EventId newest) {
            if (!newest.isNull())
                answer(newest);
        });
}

void MapFeed::findEvents(const std::vector<std::string> &keys,
                         std::function<void(EventFilter)> answer)
{
    const auto find = [keys, grouping = m_figures.grouping](const MapIndex &index) {
        EventFilter filter;
        filter.events = index.eventsOf(keys);
        filter.known = index.knownEvents();
        filter.takes = [keys, grouping](const Snapshot &snapshot, EventId event) {
            const std::string key = typeOf(snapshot, thingOf(snapshot, event), grouping).key;
            return std::find(keys.begin(), keys.end(), key) != keys.end();
        };
        return filter;
    };
    ask(find, std::move(answer));
}

void MapFeed::keep()
{
    m_past.push_back(m_places);
    if (m_past.size() > kMostSteps)
        m_past.erase(m_past.begin());
    m_future.clear();
}

void MapFeed::touched()
{
    m_settled = true;
    ++m_moves;
    refreshSoon(0);
}

void MapFeed::move(const std::string &key, const Point &centre)
{
    keep();
    MapPlace &place = shownPlaces()[key];
    place.centre = centre;
    place.isNew = false;
    touched();
}

void MapFeed::togglePin(const std::string &key)
{
    keep();
    MapPlace &place = shownPlaces()[key];
    place.pinned = !place.pinned;
    place.isNew = false;
    touched();
}

void MapFeed::tidy()
{
    keep();
    m_tidy = true;
    touched();
}

void MapFeed::step(Steps &from, Steps &to)
{
    if (from.empty())
        return;
    to.push_back(std::exchange(m_places, std::move(from.back())));
    from.pop_back();
    touched();
}

} // namespace sightglass
