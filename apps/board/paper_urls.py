"""Addresses of packs, papers and publications."""

from django.urls import URLPattern, path

from apps.board.views import packs, paper_template, paper_versions, papers, published

paper_urlpatterns: list[URLPattern] = [
    path("board/packs/", packs.pack_list, name="packs"),
    path("board/packs/<slug:slug>/", packs.pack, name="pack"),
    path("board/packs/<slug:slug>/changes/", packs.restatements, name="restatements"),
    path("board/packs/<slug:slug>/restate/", packs.restate, name="restate"),
    path("board/meetings/<slug:slug>/freeze/", packs.freeze, name="freeze"),
    path("board/meetings/<slug:slug>/paper/", papers.paper_begin, name="paper_begin"),
    path("board/paper-template/", paper_template.paper_template, name="paper_template"),
    path("board/papers/<slug:slug>/", papers.paper, name="paper"),
    path("board/papers/<slug:slug>/text/<slug:block>/", papers.paper_text, name="paper_text"),
    path("board/papers/<slug:slug>/agree/", papers.paper_agree, name="paper_agree"),
    path("board/papers/<slug:slug>/draft/", papers.paper_draft, name="paper_draft"),
    path("board/papers/<slug:slug>/hidden/", papers.paper_hidden, name="paper_hidden"),
    path("board/papers/<slug:slug>/finish/", paper_versions.paper_finish, name="paper_finish"),
    path("board/papers/<slug:slug>/<int:number>/", paper_versions.paper_version, name="paper_version"),
    path("board/papers/<slug:slug>/<int:number>/progress/", paper_versions.paper_progress, name="paper_progress"),
    path("board/papers/<slug:slug>/<int:number>/publish/", paper_versions.paper_publish, name="paper_publish"),
    path("board/papers/<slug:slug>/<int:number>/<slug:kind>/", paper_versions.paper_file, name="paper_file"),
    path("published/", published.publications, name="published"),
    path("published/accessibility/", published.accessibility, name="published_accessibility"),
    path("published/<slug:slug>/", published.publication, name="published_paper"),
    path("published/<slug:slug>/<int:number>/", published.publication, name="published_version"),
    path("published/<slug:slug>/<int:number>/<slug:kind>/", published.publication_file, name="published_file"),
]
