#!/usr/bin/env python3
"""Writes the golden values of this folder anew, without any code of this project.

Usage: golden.py BGE_FOLDER MINILM_FOLDER

Each folder holds one model: its fp32 graph (one *.onnx) and its tokenizer (one *tokenizer.json), of
bge-small-en-v1.5 and of all-MiniLM-L6-v2. Needs the Python packages onnxruntime, tokenizers and numpy.

Two files beside this script are read and written back:

pairs.csv      keeps its first two columns, the sentences; the other two become the cosine of the two
               sentences by each model
token-ids.csv  keeps its first column, the text; the other becomes the ids that the tokenizer of
               bge-small-en-v1.5 makes of it, [CLS] and [SEP] included

To add a sentence, append a row to either file with the other columns left empty. The files are UTF-8 CSV
with RFC 4180 quoting (every text is quoted) and lines that end in LF.
"""

import csv
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MAX_TOKENS = 512
HERE = Path(__file__).resolve().parent


class Model:
  """One sentence at a time: no padding, so that nothing but the sentence itself can change its vector."""

  def __init__(self, folder, pooling):
    self.pooling = pooling
    self.session = onnxruntime.InferenceSession(only(folder, "*.onnx"), providers=["CPUExecutionProvider"])
    self.tokenizer = Tokenizer.from_file(only(folder, "*tokenizer.json"))
    self.tokenizer.no_padding()  # all-MiniLM-L6-v2's file asks for padding to 128 tokens, and truncation there
    self.tokenizer.enable_truncation(MAX_TOKENS)

  def ids(self, text):
    return self.tokenizer.encode(text).ids

  def embed(self, text):
    """The L2-normalised vector of the text, pooled and normalised in fp64."""
    ids = np.array([self.ids(text)], dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    (hidden,) = self.session.run(["last_hidden_state"], inputs)
    vector = self.pooling(hidden[0].astype(np.float64))
    return vector / np.linalg.norm(vector)

  def cosine(self, first, second):
    return float(np.dot(self.embed(first), self.embed(second)))


def cls(hidden):
  return hidden[0]


def mean(hidden):
  return hidden.mean(axis=0)  # without padding, the mask is all ones


def only(folder, pattern):
  found = list(Path(folder).glob(pattern))
  if len(found) != 1:
    sys.exit(f"{folder}: expected one {pattern}, found {len(found)}")
  return str(found[0])


def rewrite(path, header, row):
  """Replaces the rows of a CSV file: row takes the old fields and returns (texts, values)."""
  with open(path, encoding="utf-8", newline="") as file:
    old = list(csv.reader(file, strict=True))[1:]
  lines = [header]
  for fields in old:
    texts, values = row(fields)
    lines.append(",".join(['"' + text.replace('"', '""') + '"' for text in texts] + values))
  with open(path, "w", encoding="utf-8", newline="") as file:
    file.write("\n".join(lines) + "\n")


def main():
  if len(sys.argv) != 3:
    sys.exit(__doc__)
  bge = Model(sys.argv[1], cls)
  minilm = Model(sys.argv[2], mean)

  def pair(fields):
    return fields[:2], [f"{model.cosine(*fields[:2]):.6f}" for model in (bge, minilm)]

  def tokens(fields):
    return fields[:1], [" ".join(map(str, bge.ids(fields[0])))]

  rewrite(HERE / "pairs.csv", "first,second,bge-small-en-v1.5,all-MiniLM-L6-v2", pair)
  rewrite(HERE / "token-ids.csv", "text,ids", tokens)


if __name__ == "__main__":
  main()
