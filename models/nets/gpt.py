"""A small GPT: a transformer that reads a text from left to right and says after every character what may follow."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional


class Attention(nn.Module):
    """Lets every place of a text fetch what it needs from the places it may see, in several ways at once."""

    def __init__(self, width: int, heads: int, *, causal: bool) -> None:
        super().__init__()
        self.heads, self.causal = heads, causal
        self.to_qkv = nn.Linear(width, 3 * width)  # queries, keys and values of all heads in one product
        self.to_out = nn.Linear(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """Return what each place has fetched, (batch, time, width)."""
        queries, keys, values = self.qkv(x)
        fetched = self.weigh(queries, keys) @ values  # (batch, heads, time, head width)
        out: Tensor = self.to_out(fetched.transpose(1, 2).flatten(2))  # the heads one after another
        return out

    def weights(self, x: Tensor) -> Tensor:
        """Return how much each place looks at each place, (batch, heads, time, time): every row adds up to 1."""
        queries, keys, _ = self.qkv(x)
        return self.weigh(queries, keys)

    def qkv(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return queries, keys and values, each (batch, heads, time, head width)."""
        batch, time, _ = x.shape
        q, k, v = self.to_qkv(x).view(batch, time, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        return q, k, v

    def weigh(self, queries: Tensor, keys: Tensor) -> Tensor:
        """Return the softmax of how well queries and keys fit, where they may meet."""
        scores = queries @ keys.mT / math.sqrt(queries.shape[-1])  # (batch, heads, time, time)
        if self.causal:
            # Nobody sees what comes after: without this, every answer could be read off the next place.
            future = torch.ones_like(scores[0, 0], dtype=torch.bool).triu(diagonal=1)  # (time, time)
            scores = scores.masked_fill(future, -math.inf)
        return scores.softmax(dim=-1)


class Block(nn.Module):
    """Attention between the places, then a small network at each place; both add to what is there."""

    def __init__(self, width: int, heads: int, *, causal: bool) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = Attention(width, heads, causal=causal)
        self.norm2 = nn.LayerNorm(width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        """Return the places after the block, (batch, time, width)."""
        x = x + self.attention(self.norm1(x))
        worked_on: Tensor = self.narrow(functional.gelu(self.widen(self.norm2(x))))  # width -> 4 width -> width
        return x + worked_on


class GPT(nn.Module):
    """Characters and positions as vectors, some blocks, and a score for each character that may follow."""

    def __init__(self, characters: int, context: int, width: int, heads: int, layers: int, *, causal: bool) -> None:
        super().__init__()
        self.context = context
        self.characters = nn.Embedding(characters, width)
        self.positions = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads, causal=causal) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        for table in (self.characters, self.positions):
            nn.init.normal_(table.weight, std=0.02)  # small: at first all characters are about equally likely

    def forward(self, text: Tensor) -> Tensor:
        """Return the logits of the next character after each of a text (batch, time)."""
        x = self.embedded(text)  # (batch, time, width)
        for block in self.blocks:
            x = block(x)
        logits: Tensor = self.norm(x) @ self.characters.weight.T  # the table they came in by, once more: tied weights
        return logits  # (batch, time, characters)

    def embedded(self, text: Tensor) -> Tensor:
        """Return what enters the first block: each character's vector plus that of its place."""
        places = torch.arange(text.shape[1], device=text.device)
        x: Tensor = self.characters(text) + self.positions(places)  # (batch, time, width)
        return x

    @torch.no_grad()
    def attention(self, text: Tensor) -> Tensor:
        """Return where each head of each block looks, (layers, heads, time, time), for one text (time,)."""
        x, looks = self.embedded(text[None]), []
        for block in self.blocks:
            assert isinstance(block, Block)
            looks.append(block.attention.weights(block.norm1(x))[0])
            x = block(x)
        return torch.stack(looks)


@torch.inference_mode()
def write(
    net: GPT, prompt: Tensor, length: int, dice: torch.Generator, *, temperature: float = 1.0, top_k: int = 0
) -> Tensor:
    """Return ``length`` characters that the net puts after the prompt, drawn from the softmax of its logits.

    ``temperature`` divides the logits; with ``top_k`` only so many of the likeliest characters are in the draw.
    """
    noise = -torch.empty(length, net.characters.num_embeddings).exponential_(generator=dice).log()
    text = prompt[None]  # (1, time)
    for gumbel in noise.to(prompt.device):  # the largest of logits + such noise is a draw from their softmax
        logits = net(text[:, -net.context :])[0, -1] / temperature  # only the last place says something new
        text = torch.cat([text, (among_best(logits, top_k) + gumbel).argmax().view(1, 1)], dim=1)
    return text[0, len(prompt) :]


def among_best(logits: Tensor, top_k: int) -> Tensor:
    """Return the logits (characters,) with all but the ``top_k`` largest at minus infinity; 0 keeps all."""
    if not 0 < top_k < len(logits):
        return logits
    least = logits.topk(top_k).values[-1]
    return logits.masked_fill(logits < least, -math.inf)
