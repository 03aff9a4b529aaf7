namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Reads the values and cues of an English text. One instance serves one thread, text after text, and allocates nothing for it.</summary>
internal sealed partial class EnglishReader : IReader
{
    private readonly EnglishTokens tokens = new();
    private char[] narrow = [];
    private int groups;
    private bool lettered;

    public Marks Marks { get; } = new();

    public Cues Cues { get; } = new();

    public Forces Forces { get; } = new();

    public int Sentences => tokens.Sentences;

    public EnglishTokens Tokens => tokens;

    public void Read(ReadOnlySpan<char> text)
    {
        text = Narrow(text);
        tokens.Read(text);
        Marks.Clear();
        Cues.Clear();
        groups = 0;
        lettered = false;
        for (var at = 0; at < tokens.Count;) at = Math.Max(at + 1, Next(text, at));
        EnglishForces.Read(text, tokens, Forces);
    }

    /// <summary>Full-width digits and letters read like others; nearly no English text has any.</summary>
    private ReadOnlySpan<char> Narrow(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uFF10', '\uFF5A') < 0) return text;

        if (narrow.Length < text.Length) narrow = new char[text.Length];
        for (var at = 0; at < text.Length; at++) narrow[at] = text[at] is >= '\uFF10' and <= '\uFF5A' ? (char)(text[at] - 0xFEE0) : text[at];
        return narrow.AsSpan(0, text.Length);
    }

    /// <returns>The token to go on with.</returns>
    private int Next(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        switch (token.Kind)
        {
            case TokenKind.Number:
                return token.IsCode ? ReadCode(text, at) : ReadDigits(text, at);
            case TokenKind.Sign:
                if (token.First is >= '\u2160' and <= '\u216B') ReadRomanSign(at, token.First);
                else if (token.First >= 0x80 && EnglishTokens.FractionOf(token.First) is var fraction and > 0) return ReadFractionSign(text, at, fraction);
                else if (IsLetteredItem(at))
                {
                    Add(MarkKind.Number, tokens[at + 1].First - 'a' + 1, at, at + 2, Weight.Implied).IsItem = true; // paragraph 3 (a): 第三款第1项
                    if (at > 0 && tokens[at - 1].Entry.Part == Part.Item) Marks.Last.Part = Part.Item;
                    if (at > 0 && tokens[at - 1].Entry.Kind == Lex.PartWord) Add(MarkKind.Letter, char.ToUpperInvariant(tokens[at + 1].First), at, at + 2, Weight.Implied);
                    lettered = true;
                    return at + 3;
                }
                else if (IsGap(text, at)) Add(MarkKind.Gap, 0, at, at);
                return at + 1;
            case TokenKind.Address:
                return at + 1;
        }

        switch (token.Entry.Kind)
        {
            case Lex.None:
                if (ReadNamed(text, at) is var named and > 0) return named;
                if (IsDenyingPrefix(text[token.Start..token.End])) Cues.Add(Anchors.All.IdOf(text[(token.Start + 2)..token.End]) > 0 ? Cue.StrongDenial : Cue.SoftDenial, token.Start, token.End, token.Sentence); // unspent, unregistered
                if (token.IsCapital) return ReadRoman(text, at);
                if (token.End - token.Start == 2 && text[token.Start..token.End] is "st" or "nd" or "rd" or "th") Add(MarkKind.Gap, 0, at, at); // "the th round"
                if (token is { First: 't' } && token.End - token.Start == 1) ReadContraction(text, at);
                return at + 1;
            case Lex.Ones or Lex.Teens or Lex.Tens or Lex.Hundred or Lex.Scale or Lex.Dozen or Lex.Half or Lex.Quarter or Lex.A:
                return ReadClock(text, at) is var clock && clock > at ? clock : ReadQuantity(text, at);
            case Lex.First or Lex.OrdinalWord:
                return ReadOrdinal(text, at);
            case Lex.Month or Lex.MonthShort or Lex.MonthOrWord:
                return ReadMonth(text, at);
            case Lex.Weekday or Lex.WeekdayShort:
                return ReadWeekday(text, at);
            case Lex.DecadesPlural:
                Add(MarkKind.Decade, token.Entry.Value, at, at);
                return at + 1;
            case Lex.Decade or Lex.Century or Lex.Millennium:
                return ReadSpan(text, at);
            case Lex.Fortnight:
                Add(MarkKind.Number, 14, at, at, Weight.Implied).Unit = Unit.DayLong;
                Marks.Last.HasOther = true;
                Marks.Last.Other = 2;
                return at + 1;
            case Lex.MultipleWord:
                Add(MarkKind.Multiple, token.Entry.Value, at, at, text[token.Start..token.End].EndsWith("fold", StringComparison.OrdinalIgnoreCase) ? Weight.Stated : Weight.Implied);
                return at + 1;
            case Lex.PairWord:
                if (token.Entry.Cue != Cue.None) Cues.Add(token.Entry.Cue, token.Start, token.End, token.Sentence);
                Add(MarkKind.Number, token.Entry.Value, at, at, Weight.Implied);
                if (text[token.Start..token.End].StartsWith("couple", StringComparison.OrdinalIgnoreCase)) Add(MarkKind.Vague, 1, at, at, Weight.Implied);
                return at + 1;
            case Lex.VagueWord or Lex.VaguePlural:
                return ReadVague(at);
            case Lex.Which:
                return ReadRelative(text, at);
            case Lex.RelativeDay:
                Add(MarkKind.RelativeDay, 0, at, at, Weight.Implied);
                return at + 1;
            case Lex.Noon or Lex.Midnight:
                Add(MarkKind.Time, token.Entry.Value, at, at, Weight.Implied).IsExact = true;
                return at + 1;
            case Lex.PartWord:
                ReadLetters(text, at + 1);
                if (token.IsCapital && (IsWord(text, at - 1, "under") || IsWord(text, at - 1, "of") || IsWord(text, at - 1, "with") || IsWord(text, at - 1, "in") || IsWord(text, at - 1, "by")) && token.Entry.Part is Part.Article or Part.Annex or Part.Chapter or Part.Paragraph && text[token.End - 1] != 's'
                    && (Is(at + 1, Lex.Of) || IsSign(at + 1, ',') || IsSign(at + 1, '.'))) Add(MarkKind.Gap, 0, at, at); // "under Article of the Treaty"
                return at + 1;
            case Lex.NumberLabel:
                return at + 1;
            case Lex.Per when Is(at + 1, Lex.UnitWord) && TimesAYear(tokens[at + 1].Entry.Unit) is > 0 and var often:
                Add(MarkKind.Frequency, often, at, at + 1, Weight.Implied);
                return at + 1;
            case Lex.Frequency:
                Add(MarkKind.Frequency, HalfYearly(text, at) ? 2 : token.Entry.Value, at, at, Weight.Implied);
                return at + 1;
            case Lex.CurrencyWord or Lex.CurrencyCode when IsCurrency(text, at):
                ref var currency = ref Add(MarkKind.Currency, (int)token.Entry.Unit, at, at, Weight.Implied);
                currency.Unit = token.Entry.Unit is Unit.Dollar && (IsWord(text, at - 1, "US") || IsWord(text, at - 1, "American")) ? Unit.UsDollar : token.Entry.Unit;
                return at + 1;
            case Lex.CurrencyWord when Is(at - 1, Lex.OverWord) || Is(at - 1, Lex.About) || Is(at - 1, Lex.Than):
            case Lex.PercentWord when IsBeforeNumber(text, at - 1):
            case Lex.Per when Is(at + 1, Lex.Cent) && IsBeforeNumber(text, at - 1):
                Add(MarkKind.Gap, 0, at, at);
                return at + 1;
            case Lex.Early or Lex.Preposition when StageOf(text, at) is > 0 and var stage:
                Add(MarkKind.Stage, stage, at, at, Weight.Implied);
                if (stage == 3 && IsNumber(at + 1) && tokens[at + 1].IsPlain) Add(MarkKind.HalfYear, 2, at, at, Weight.Implied);
                return at + 1;
            case Lex.Preposition when IsWord(text, at, "late") && (IsNumber(at + 1) || (IsWord(text, at + 1, "in") && IsNumber(at + 2))):
                Add(MarkKind.HalfYear, 2, at, at, Weight.Implied);
                return at + 1;
            case Lex.Preposition when token.First is 'b' or 'B':
                Add(MarkKind.Number, 2, at, at, Weight.Implied); // "between": two
                return at + 1;
            default:
                ReadCue(text, at);
                return at + 1;
        }
    }

    private bool Is(int at, Lex kind) => at >= 0 && at < tokens.Count && tokens[at].Kind == TokenKind.Word && tokens[at].Entry.Kind == kind;

    private bool IsSign(int at, char sign) => at >= 0 && at < tokens.Count && tokens[at].Kind == TokenKind.Sign && tokens[at].First == sign;

    private bool IsHyphen(int at) => at > 0 && at < tokens.Count && tokens[at].Kind == TokenKind.Sign && tokens[at].First is '-' or '‑' or '–' && at < tokens.Count && tokens[at].Start == tokens[at - 1].End;

    private bool IsNumber(int at) => at >= 0 && at < tokens.Count && tokens[at].Kind == TokenKind.Number && !tokens[at].IsCode;

    private bool IsWord(ReadOnlySpan<char> text, int at, string word) =>
        at >= 0 && at < tokens.Count && tokens[at].Kind == TokenKind.Word && tokens[at].End - tokens[at].Start == word.Length && text[tokens[at].Start..tokens[at].End].Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool Touches(int at) => at > 0 && at < tokens.Count && tokens[at].Start == tokens[at - 1].End;

    private ref Mark Add(MarkKind kind, decimal value, int first, int last, Weight weight = Weight.Stated)
    {
        ref var mark = ref Marks.Add(kind, value, tokens[first].Start, tokens[last].End, weight);
        mark.Sentence = tokens[first].Sentence;
        return ref mark;
    }

    /// <summary>Digits within a name. Q3 is a quarter; COVID-19 has no number in most of its Chinese names.</summary>
    private int ReadCode(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        var before = at > 0 && IsHyphen(at - 1) ? at - 2 : at - 1;
        var name = before >= 0 ? text[tokens[before].Start..tokens[before].End] : default;
        if (name is "Q" && token.Value is >= 1 and <= 4)
        {
            Add(MarkKind.Quarter, token.Value, at, at);
            return at + 1;
        }

        if (name is "FY" or "CY")
        {
            ref var year = ref Add(MarkKind.Year, token.Value, at, at);
            if (token.Value < 100) (year.HasOther, year.Other) = (true, 2000 + token.Value);
            return at + 1;
        }

        if (name is "US" or "EUR" or "USD" or "RMB" or "CNY" or "GBP" or "CHF" or "JPY" or "HK" or "No" or "Rs" or "B" or "ca" or "AUD" or "CAD") return ReadDigits(text, at);
        ref var code = ref Add(MarkKind.Code, token.Value, at, at, KnownNames.IsNumberOf(name, token.Value) ? Weight.Implied : Weight.Stated);
        code.IsHuge = token.IsHuge;
        return at + 1;
    }

    private int ReadRoman(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        var word = text[token.Start..token.End];
        if (word.Length > 6) return at + 1;

        var value = Roman(word);
        if (value == 0) return at + 1;

        var labelled = at > 0 && tokens[at - 1].Kind == TokenKind.Word && tokens[at - 1].Entry.Kind is Lex.PartWord or Lex.NumberLabel;
        if (!labelled && Marks.Count > 0 && Marks.Last.Part != Part.None && (Is(at - 1, Lex.And) || Is(at - 1, Lex.To) || IsHyphen(at - 1)) && Marks.Last.End == tokens[at - 2].End)
        {
            var part = Marks.Last.Part;
            Add(MarkKind.Number, value, at, at).Part = part; // Chapters II and V
            return at + 1;
        }

        if (!labelled && word.Length < 2) return at + 1;

        ref var mark = ref Add(MarkKind.Number, value, at, at, labelled && tokens[at - 1].Entry.Kind == Lex.PartWord ? Weight.Stated : Weight.Implied);
        mark.Part = labelled ? tokens[at - 1].Entry.Part : Part.None;
        return at + 1;
    }

    /// <summary>2½ weeks, ¾.</summary>
    private int ReadFractionSign(ReadOnlySpan<char> text, int at, decimal fraction)
    {
        if (Marks.Count > 0 && Marks.Last is { Kind: MarkKind.Number, Unit: Unit.None } && tokens[at].Start - Marks.Last.End is >= 0 and <= 1)
        {
            Marks.Last.Value += fraction;
            Marks.Last.End = tokens[at].End;
        }
        else
        {
            Add(MarkKind.Fraction, fraction, at, at);
        }

        return FinishUnit(text, ref Marks.Last, at + 1);
    }

    /// <summary>"by %", "$ million", "a -day stay", "COVID- cases", "56 ()": the number is gone.</summary>
    private bool IsGap(ReadOnlySpan<char> text, int at)
    {
        switch (tokens[at].First)
        {
            case '%':
                return IsBeforeNumber(text, at - 1);
            case '$' or '€' or '£':
                return Is(at + 1, Lex.Scale);
            case '(':
                return IsSign(at + 1, ')') && (!Touches(at) || tokens[at - 1].Kind == TokenKind.Number || IsSign(at - 1, ')')) && at > 0 && tokens[at - 1].Kind != TokenKind.Sign;
            case '-' when at > 0 && !Touches(at) && Touches(at + 1):
                return tokens[at - 1].Kind == TokenKind.Word && (Is(at + 1, Lex.UnitWord) || Is(at + 1, Lex.FoldWord) || IsWord(text, at + 1, "piece") || IsWord(text, at + 1, "page") || IsWord(text, at + 1, "member") || IsWord(text, at + 1, "point") || IsWord(text, at + 1, "person"));
            case ':' when Touches(at) && tokens[at - 1].Kind == TokenKind.Number:
                return Touches(at + 1) && tokens[at + 1] is { Kind: TokenKind.Sign, First: '.' or ',' or '?' or ';' or ')' }; // "after 9:?"
            case '-' when Touches(at) && tokens[at - 1] is { Kind: TokenKind.Word, IsCapital: true } && char.IsUpper(text[tokens[at - 1].End - 1]):
                if (!Touches(at + 1)) return at + 1 < tokens.Count && tokens[at + 1] is { Kind: TokenKind.Word, IsCapital: false } && !Is(at + 1, Lex.And) && !Is(at + 1, Lex.To) && !IsWord(text, at + 1, "or") && !IsWord(text, at + 1, "versus");
                return KnownNames.HasNumber(text[tokens[at - 1].Start..tokens[at - 1].End]) && tokens[at + 1] is { Kind: TokenKind.Word, IsCapital: false } && !Gaps.MayBeJoined(text[tokens[at + 1].Start..tokens[at + 1].End]);
            default:
                return false;
        }
    }

    /// <summary>Words that a number follows: "by 5 %", "more than 5 %".</summary>
    private bool IsBeforeNumber(ReadOnlySpan<char> text, int at) => Is(at, Lex.Than) || Is(at, Lex.About) || IsWord(text, at, "by") || IsWord(text, at, "to") || IsWord(text, at, "least") || IsWord(text, at, "from");

    /// <summary>(a) behind the number of an article or the word for a part, or once another item has been named.</summary>
    private bool IsLetteredItem(int at)
    {
        if (tokens[at].First != '(' || !IsSign(at + 2, ')') || tokens[at + 1] is not { Kind: TokenKind.Word, First: >= 'a' and <= 'n' } || tokens[at + 1].End - tokens[at + 1].Start != 1 || at == 0) return false;
        if (lettered || tokens[at - 1].Entry.Kind == Lex.PartWord) return true;
        return Marks.Count > 0 && Marks.Last.Part != Part.None && (Marks.Last.End == tokens[at - 1].End || (at > 1 && Marks.Last.End == tokens[at - 2].End));
    }

    private bool HalfYearly(ReadOnlySpan<char> text, int at) => at > 1 && IsHyphen(at - 1) && (IsWord(text, at - 2, "half") || IsWord(text, at - 2, "semi") || IsWord(text, at - 2, "bi"));

    /// <summary>"In euro", "pounds sterling": money by name, not the weight or the verb.</summary>
    private bool IsCurrency(ReadOnlySpan<char> text, int at) => tokens[at].Entry.Unit switch
    {
        Unit.Won => false,
        Unit.Pound => IsWord(text, at + 1, "sterling") || IsWord(text, at, "sterling") || IsWord(text, at - 1, "in") || IsWord(text, at - 1, "British"),
        _ => tokens[at].Entry.Kind == Lex.CurrencyWord || tokens[at].IsCapital,
    };

    /// <summary>Section B, Annexes A and C: letters that name parts.</summary>
    private void ReadLetters(ReadOnlySpan<char> text, int at)
    {
        for (var next = at; next < tokens.Count && next < at + 9; next++)
        {
            if (tokens[next] is { Kind: TokenKind.Word, IsCapital: true } letter && letter.End - letter.Start == 1 && (letter.First != 'A' || next == at || IsWord(text, next - 1, "and") || IsSign(next - 1, ',')) && letter.First is not 'I') Add(MarkKind.Letter, letter.First, next, next, Weight.Implied);
            else if (!Is(next, Lex.And) && !IsSign(next, ',') && !Is(next, Lex.To) && !IsWord(text, next, "or") && !IsHyphen(next)) return;
        }
    }

    /// <summary>Early, mid and late before a month, a year or a decade: 1, 2, 3; 0 elsewhere.</summary>
    private int StageOf(ReadOnlySpan<char> text, int at)
    {
        var next = IsHyphen(at + 1) ? at + 2 : at + 1;
        if (!(Is(next, Lex.Month) || Is(next, Lex.MonthOrWord) || (IsNumber(next) && tokens[next].Value is >= 1000 and <= 2999) || Is(next, Lex.DecadesPlural))) return 0;
        return IsWord(text, at, "early") ? 1 : IsWord(text, at, "mid") ? 2 : IsWord(text, at, "late") ? 3 : 0;
    }

    /// <summary>Words that stand for a value: penultimate, around the clock, the end of 2024.</summary>
    /// <returns>The token to go on with; 0 when it is none of them.</returns>
    private int ReadNamed(ReadOnlySpan<char> text, int at)
    {
        switch (tokens[at].First)
        {
            case 'f' or 'F' when IsWord(text, at, "far") && IsWord(text, at + 1, "from"):
                Cues.Add(Cue.SoftDenial, tokens[at].Start, tokens[at + 1].End, tokens[at].Sentence);
                return at + 2;
            case 'm' when IsWord(text, at, "morning") || IsWord(text, at, "mornings"):
                return Named(MarkKind.DayPart, 1, at);
            case 'a' when IsWord(text, at, "afternoon") || IsWord(text, at, "afternoons"):
                return Named(MarkKind.DayPart, 2, at);
            case 'e' when IsWord(text, at, "evening") || IsWord(text, at, "evenings"):
                return Named(MarkKind.DayPart, 3, at);
            case 's' when IsWord(text, at, "spring"):
                return Named(MarkKind.Season, 1, at);
            case 's' when IsWord(text, at, "summer"):
                return Named(MarkKind.Season, 2, at);
            case 'a' when IsWord(text, at, "autumn"):
                return Named(MarkKind.Season, 3, at);
            case 'w' when IsWord(text, at, "winter"):
                return Named(MarkKind.Season, 4, at);
            case 'c' or 'C' when IsWord(text, at, "centenary"):
                Add(MarkKind.Number, 100, at, at, Weight.Implied).Unit = Unit.YearLong;
                return at + 1;
            case 'p' or 'P' when IsWord(text, at, "penultimate"):
                Add(MarkKind.Ordinal, -2, at, at, Weight.Implied);
                return at + 1;
            case 'c' or 'C' when IsWord(text, at, "clock") && IsWord(text, at - 2, "around") | IsWord(text, at - 2, "round"):
                Add(MarkKind.Number, 24, at - 2, at, Weight.Implied).Unit = Unit.Hour;
                return at + 1;
            case 'e' or 'E' when IsWord(text, at, "end") && Is(at + 1, Lex.Of) && IsNumber(at + 2) && tokens[at + 2].Value is >= 1900 and <= 2100:
                Add(MarkKind.Stage, 3, at, at, Weight.Implied);
                Add(MarkKind.Month, 12, at, at, Weight.Implied);
                Add(MarkKind.Day, 31, at, at, Weight.Implied);
                return at + 1;
            case 'e' or 'E' when IsWord(text, at, "end") && Is(at + 1, Lex.Of) && (Is(at + 2, Lex.Month) || Is(at + 2, Lex.MonthOrWord)):
                Add(MarkKind.Stage, 3, at, at, Weight.Implied);
                Add(MarkKind.Day, 30, at, at, Weight.Implied);
                (Marks.Last.HasOther, Marks.Last.Other) = (true, tokens[at + 2].Entry.Value == 2 ? 28 : 31);
                return at + 1;
            case 'b' or 's' when (IsWord(text, at, "beginning") || IsWord(text, at, "start")) && Is(at + 1, Lex.Of) && IsNumber(at + 2) && tokens[at + 2].Value is >= 1900 and <= 2100:
                Add(MarkKind.Stage, 1, at, at, Weight.Implied);
                Add(MarkKind.Month, 1, at, at, Weight.Implied);
                Add(MarkKind.Day, 1, at, at, Weight.Implied);
                return at + 1;
            default:
                return 0;
        }
    }

    private int Named(MarkKind kind, decimal value, int at)
    {
        Add(kind, value, at, at, Weight.Implied);
        return at + 1;
    }

    /// <summary>Unspent, uninsured; not under, union, until, unanimous.</summary>
    private static bool IsDenyingPrefix(ReadOnlySpan<char> word)
    {
        if (word.Length < 6 || word[0] is not ('u' or 'U') || word[1] != 'n') return false;
        var rest = word[2..];
        return !rest.StartsWith("der", StringComparison.Ordinal) && !(rest[0] == 'i' && rest[1] is not ('n' or 'm' or 'd')) && !rest.StartsWith("til", StringComparison.Ordinal) && !rest.StartsWith("anim", StringComparison.Ordinal);
    }

    private void ReadRomanSign(int at, char sign) => Add(MarkKind.Number, sign - '\u215F', at, at, Weight.Implied);

    /// <summary>The value of a Roman numeral in capitals; 0 when it is none.</summary>
    internal static int Roman(ReadOnlySpan<char> word)
    {
        var value = 0;
        var last = 0;
        for (var index = word.Length - 1; index >= 0; index--)
        {
            // Above XXXIX letters are letters: Annex C, Appendix D.
            var one = word[index] switch { 'I' => 1, 'V' => 5, 'X' => 10, _ => 0 };
            if (one == 0) return 0;
            value += one < last ? -one : one;
            last = Math.Max(last, one);
        }

        return value;
    }

    /// <summary>Good Friday, Black Friday, Easter Monday: days by name.</summary>
    private bool IsFeast(ReadOnlySpan<char> text, int at) => at > 0 && tokens[at - 1] is { Kind: TokenKind.Word, IsCapital: true } && text[tokens[at - 1].Start..tokens[at - 1].End] is "Good" or "Black" or "Easter" or "Ash" or "Palm" or "Cyber" or "Whit" or "Shrove" or "Maundy" or "Super" or "Bloody";

    private int ReadWeekday(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        if (token.Entry.Kind == Lex.WeekdayShort && (!token.IsCapital || !(at + 1 < tokens.Count && (IsNumber(at + 1) || tokens[at + 1].First is '.' or ',' or '(' or '/' or '-' or '–')))) return at + 1;
        if (token is { Entry.Kind: Lex.WeekdayShort, First: 'S' } && IsSign(at + 1, '.') && !IsNumber(at + 2) && at + 2 < tokens.Count && tokens[at + 2].Sentence != token.Sentence) return at + 1; // "the sun."
        Add(MarkKind.Weekday, token.Entry.Value, at, at, IsFeast(text, at) ? Weight.Implied : Weight.Stated);
        return at + 1;
    }

    /// <summary>"19th century", "two decades" (the number has been read already), "a decade", "centuries".</summary>
    private int ReadSpan(ReadOnlySpan<char> text, int at)
    {
        ref var token = ref tokens[at];
        var plural = text[token.End - 1] is 's' or 'a';
        if (Marks.Count > 0 && token.Entry.Kind == Lex.Century && Marks.Last.Kind is MarkKind.Ordinal or MarkKind.Number && token.Start - Marks.Last.End is >= 0 and <= 1 && Marks.Last.Kind == MarkKind.Ordinal)
        {
            ref var century = ref Marks.Last;
            (century.Kind, century.End, century.Weight) = (MarkKind.Century, token.End, Weight.Stated);
            return at + 1;
        }

        if (plural && at > 0 && tokens[at - 1].Kind != TokenKind.Number)
        {
            Add(MarkKind.Vague, token.Entry.Value, at, at, Weight.Implied);
            return at + 1;
        }

        Add(MarkKind.Number, token.Entry.Value, at, at, Weight.Implied).Unit = Unit.YearLong;
        (Marks.Last.HasOther, Marks.Last.Other) = (true, 1);
        return at + 1;
    }

    private int ReadVague(int at)
    {
        ref var token = ref tokens[at];
        var order = token.Entry.Value;
        var next = at + 1;
        while (next < tokens.Count && (Is(next, Lex.Of) || Is(next, Lex.VaguePlural) || Is(next, Lex.Hundred) || Is(next, Lex.Scale) || Is(next, Lex.Dozen)))
        {
            if (!Is(next, Lex.Of)) order = Exact.Times(order, tokens[next].Entry.Value);
            next++;
        }

        Add(MarkKind.Vague, order, at, next - 1, Weight.Implied);
        return next;
    }

    /// <summary>Every year, every two weeks, every other month; each year: so many times a year.</summary>
    private void ReadEvery(ReadOnlySpan<char> text, int at)
    {
        var (every, unit) = (1m, at + 1);
        if (IsWord(text, unit, "other") || IsWord(text, unit, "second"))
        {
            (every, unit) = (2, unit + 1);
            Add(MarkKind.Number, 2, at, unit - 1, Weight.Implied);
        }
        else if (IsNumber(unit)) (every, unit) = (tokens[unit].Value, unit + 1);
        else if (Is(unit, Lex.Ones) || Is(unit, Lex.Teens)) (every, unit) = (tokens[unit].Entry.Value, unit + 1);
        if (IsWord(text, unit, "quarter")) Add(MarkKind.Frequency, 4 / Math.Max(1, every), at, unit, Weight.Implied);
        else if (Is(unit, Lex.UnitWord) && TimesAYear(tokens[unit].Entry.Unit) is var times and > 0 && every > 0) Add(MarkKind.Frequency, decimal.Round(times / every, 4), at, unit, Weight.Implied);
    }

    private static decimal TimesAYear(Unit unit) => unit switch { Unit.DayLong => 365, Unit.WeekLong => 52, Unit.MonthLong => 12, Unit.YearLong => 1, Unit.Hour => 8760, _ => 0 };

    /// <summary>"The last quarter of 2015" is the fourth; "the last sentence" is not the first.</summary>
    private int ReadLast(ReadOnlySpan<char> text, int at)
    {
        if (Is(at + 1, Lex.Quarter) && Is(at + 2, Lex.Of) && IsNumber(at + 3))
        {
            Add(MarkKind.Quarter, 4, at, at + 1);
            return at + 2;
        }

        if (!IsWord(text, at - 1, "the") || at + 1 >= tokens.Count || tokens[at + 1].Kind != TokenKind.Word || tokens[at + 1].Entry.Kind is not (Lex.None or Lex.PartWord)) return 0;
        Add(MarkKind.Ordinal, -1, at, at, Weight.Implied);
        return at + 1;
    }

    /// <summary>"Last year", "that day": known from elsewhere.</summary>
    /// <summary>1: the same day, 2: the next, 3: the one before; 0: which is not said.</summary>
    private int DayFrom(ReadOnlySpan<char> text, int at, int end)
    {
        for (var word = at; word < end; word++)
        {
            if (IsWord(text, word, "same")) return 1;
            if (IsWord(text, word, "next") || IsWord(text, word, "following")) return 2;
            if (IsWord(text, word, "previous")) return 3;
        }

        return 0;
    }

    private int ReadRelative(ReadOnlySpan<char> text, int at)
    {
        if (IsWord(text, at, "every") || IsWord(text, at, "each")) ReadEvery(text, at);
        if (IsWord(text, at, "last") && ReadLast(text, at) is var last and > 0) return last;
        var next = at + 1;
        if (Is(next, Lex.Which)) next++;
        if (IsWord(text, next, "date"))
        {
            Add(MarkKind.RelativeDay, 0, at, next, Weight.Implied);
            return next + 1;
        }

        if (!Is(next, Lex.UnitWord) || text[tokens[next].End - 1] == 's') return at + 1;

        var kind = tokens[next].Entry.Unit switch { Unit.YearLong => MarkKind.RelativeYear, Unit.MonthLong => MarkKind.RelativeMonth, Unit.DayLong => MarkKind.RelativeDay, _ => MarkKind.Vague };
        if (kind == MarkKind.Vague || IsWord(text, at, "each") || IsWord(text, at, "every")) return at + 1;

        Add(kind, kind == MarkKind.RelativeDay ? DayFrom(text, at, next) : 0, at, next, Weight.Implied);
        return next + 1;
    }
}
