"""Whether the pages work, and the installation's figures for Prometheus: counts alone, and to this machine alone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from casework.docket import open_docket
from models.database import reading
from models.figures import figures, obligations_by_state
from models.mode import LIVE, mail_mode
from models.plan import open_plans
from web.clock import now
from web.counter import Counter
from web.limits import outside


def metrics_routes(counter: Counter) -> APIRouter:
    """The routes /healthz and /metrics."""
    routes = APIRouter(default_response_class=Response)

    @routes.api_route("/healthz", methods=["GET", "HEAD"])
    def healthy() -> Response:
        return health(counter)

    @routes.get("/metrics")
    async def metrics(request: Request) -> Response:
        if request.client is not None and outside(request.client.host) is not None:
            raise HTTPException(404)
        written = await run_in_threadpool(exposition, counter)
        return Response(written, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return routes


def health(counter: Counter) -> Response:
    """200 when the database answers, else 503."""
    try:
        with reading(counter.engine) as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return PlainTextResponse("database\n", 503)
    return PlainTextResponse("ok\n")


def exposition(counter: Counter) -> bytes:
    """Every figure in Prometheus' text form."""
    registry = CollectorRegistry()
    registry.register(_Figures(counter, now(counter.data)))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(self, counter: Counter, moment: datetime) -> None:
        self.counter, self.moment = counter, moment

    def collect(self) -> Iterator[Metric]:
        with reading(self.counter.engine) as session:
            found = figures(session)
            mode, stopped = mail_mode(session)
            dockets = [open_docket(session, plan, self.moment) for plan in open_plans(session)]
            states = {
                (one.plan.slug, state.value): number
                for one in dockets
                for state, number in obligations_by_state(session, one.plan_id, one.day, mode).items()
            }
        waited = (self.moment - found.waiting_since).total_seconds() if found.waiting_since else 0.0
        ticked = {(flow,): moment.timestamp() for flow, moment in found.ticks.items()}
        deliveries = {(state,): number for state, number in found.deliveries.items()}
        yield _gauge("dondoc_obligations", "Obligations by plan and state.", ("plan", "state"), states)
        yield _gauge("dondoc_deliveries", "Letters to one mailbox each, by state.", ("state",), deliveries)
        yield _gauge("dondoc_oldest_waiting_seconds", "How long the oldest letter has waited.", (), {(): waited})
        yield _gauge("dondoc_last_tick_timestamp_seconds", "When each flow last finished.", ("flow",), ticked)
        yield _gauge("dondoc_pen_items", "What waits in the holding pen for a person.", (), {(): found.pen})
        yield _gauge("dondoc_unread_messages", "Received messages stored and not read.", (), {(): found.unread})
        yield _gauge("dondoc_mail_live", "1 when mail is live, 0 in trial.", (), {(): int(mode == LIVE)})
        yield _gauge("dondoc_mail_stopped", "1 when all mail is stopped.", (), {(): int(stopped)})


def _gauge(name: str, about: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Metric:
    """One figure, its values by those of its labels."""
    gauge = GaugeMetricFamily(name, about, labels=labels)
    for of, value in values.items():
        gauge.add_metric(of, value)
    return gauge
