"""From Lark's tree to our nodes: one method a rule of the grammar, one file a part of the language."""

from fidelang.syntax.builder.base import LarkTree, TooDeep
from fidelang.syntax.builder.stories import StoryBuilder

__all__ = ["LarkTree", "StoryBuilder", "TooDeep"]
