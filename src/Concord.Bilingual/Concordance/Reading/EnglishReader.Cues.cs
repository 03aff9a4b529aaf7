namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Denial.</summary>
internal sealed partial class EnglishReader
{
    private void ReadCue(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        switch (token.Entry.Kind)
        {
            case Lex.Not or Lex.No:
                ReadDenial(text, at);
                return;
            case Lex.Negator:
                if (IsWord(text, at, "without") && (IsWord(text, at + 1, "delay") || IsWord(text, at + 1, "exception") || IsWord(text, at + 1, "fail"))) return;
                if (IsWord(text, at, "without") && IsWord(text, at + 1, "prejudice"))
                {
                    Cues.Add(Cue.SoftDenial, token.Start, token.End, token.Sentence);
                    return;
                }

                if (IsWord(text, at, "nothing") && (IsWord(text, at + 1, "but"))) return;
                Cues.Add(Cue.Denial, token.Start, token.End, token.Sentence);
                return;
            case Lex.SoftNegator when (IsWord(text, at, "few") || IsWord(text, at, "little")) && (Is(at - 1, Lex.A) || IsWord(text, at - 1, "the") || IsWord(text, at + 1, "by") || IsWord(text, at - 1, "by") || IsWord(text, at + 1, "more")):
                return;
            case Lex.SoftNegator when IsWord(text, at, "barely") && IsNumber(at + 1):
                return;
            case Lex.Cued when token.Entry.Cue == Cue.Only && (Is(at - 1, Lex.Not) || Cues.Count > 0 && Cues.Span[^1].Cue == Cue.NotOnly && Cues.Span[^1].End == token.End):
                return;
            case Lex.SoftNegator or Lex.Cued:
                if (token.Entry.Cue == Cue.Exclusion) Cues.Add(Cue.SoftDenial, token.Start, token.End, token.Sentence);
                Cues.Add(token.Entry.Cue, token.Start, token.End, token.Sentence);
                return;
        }
    }

    private void ReadDenial(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];

        // "Not only", "no later than", "no fewer than", "No. 5", "whether or not" deny nothing.
        if (IsWord(text, at + 1, "only") || IsWord(text, at + 1, "merely") || IsWord(text, at + 1, "just") || IsWord(text, at + 1, "solely"))
        {
            Cues.Add(Cue.NotOnly, token.Start, tokens[at + 1].End, token.Sentence);
            return;
        }

        if (IsWord(text, at - 1, "spare") || IsWord(text, at - 1, "spared")) return; // no effort
        if (IsWord(text, at + 1, "least") || IsWord(text, at + 1, "doubt") || IsWord(text, at + 1, "matter")) return;
        if (IsWord(text, at + 1, "later") || IsWord(text, at + 1, "earlier"))
        {
            Cues.Add(IsWord(text, at + 1, "later") ? Cue.NotAfter : Cue.NotBefore, token.Start, tokens[at + 1].End, token.Sentence);
            return;
        }

        if (Is(at + 1, Lex.More) || Is(at + 1, Lex.Less) || IsWord(text, at + 1, "later") || IsWord(text, at + 1, "earlier") || IsWord(text, at + 1, "exceeding") || IsWord(text, at + 1, "exceed")) return;
        for (var later = at + 1; later < at + 7; later++)
            if (IsWord(text, later, "until")) return; // "not until June": 6月才

        if (token.Entry.Kind == Lex.No && (IsSign(at + 1, '.') || IsNumber(at + 1))) return;
        if (IsWord(text, at - 1, "or") && IsWord(text, at - 2, "whether")) return;
        Cues.Add(Cue.Denial, token.Start, token.End, token.Sentence);
    }

    /// <summary>The t of "don't": the word before it ends in n.</summary>
    private void ReadContraction(ReadOnlySpan<char> text, int at)
    {
        if (at < 2 || tokens[at - 1].First is not ('\'' or '’') || tokens[at - 2].Kind != TokenKind.Word || text[tokens[at - 2].End - 1] != 'n') return;
        Cues.Add(Cue.Denial, tokens[at - 2].Start, tokens[at].End, tokens[at].Sentence);
    }
}
