"""A rep asks whether to propose one thing: yes and why, or no and why, about that thing before any other."""

from __future__ import annotations

from dataclasses import replace

from bot import coaching
from bot.basket import asked_whether_to_propose
from bot.holding import hold
from bot.messages import Section
from bot.pitch import prepare
from bot.scene import Draft, Scene
from knowledge.advice import Proposal
from knowledge.fit import Fit, fit_of


def asked_product(scene: Scene) -> Draft | None:
    """The answer about the product in the question, by the same gates as any proposal."""
    product = asked_whether_to_propose(scene.conversation, scene.reading)
    if product is None:
        return None
    fit = fit_of(scene.catalogue, scene.customer, product)
    if fit.proposal:
        return _yes(scene, fit.proposal)
    not_that = scene.voice("rep.not-that", name=scene.name(product))
    if fit.hold:
        return hold(scene, fit.hold, not_that)
    answered = f"{not_that} {_why_not(scene, fit)}"
    return _ask_first(scene, fit, answered) if fit.ask_about else hold(scene, "nothing-fits", answered)


def _why_not(scene: Scene, fit: Fit) -> str:
    """What stops it, by the gate's name or else by its rule."""
    values: dict[str, object] = {"name": scene.name(fit.product)}
    if fit.covered_by:
        values |= {"base": scene.name(fit.covered_by), "used": f"{fit.used:f}", "limit": f"{fit.limit:f}"}
    keys = (f"rep.why-not.{said}" for said in (fit.reason.code, fit.reason.rule))
    return scene.voice(next((key for key in keys if scene.voice.has(key)), "rep.why-not.R21"), **values)


def _yes(scene: Scene, proposal: Proposal) -> Draft:
    pitches = [prepare(scene.catalogue, scene.conversation, proposal, scene.voice)]
    answer = Section("answer", scene.voice("rep.headings.answer"), scene.voice("rep.yes-that", name=pitches[0].name))
    parts = (answer, *coaching.sections(scene.catalogue, scene.conversation, pitches, scene.voice))
    heading = coaching.headed(scene.voice("rep.headings.offer"), coaching.title(pitches, scene.voice), scene.voice)
    text = coaching.as_text(heading, parts, scene.voice)
    return Draft(text, scene.conversation, "offer", (proposal,), sections=parts)


def _ask_first(scene: Scene, fit: Fit, answered: str) -> Draft:
    """Nothing speaks for it yet: the question that would tell."""
    voice = scene.voice
    need = scene.catalogue.need_by_id.get(fit.ask_about or "")
    question = need.question.said(voice.language) if need and need.question else voice("rep.open-question")
    parts = (
        Section("answer", voice("rep.headings.answer"), answered),
        Section("ask", voice("rep.headings.ask"), coaching.quoted(question, voice)),
    )
    about = need.id if need else "goal"
    after = replace(scene.conversation, asked_about=about)
    text = "\n".join(coaching.headed(part.heading, part.text, voice) for part in parts)
    return Draft(text, after, "ask", question={"about": about, "text": question}, sections=parts)
