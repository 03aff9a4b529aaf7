using System.Collections.Frozen;

namespace Concord.Bilingual.Concordance.Reading;

/// <summary>What an English word is to the reader of values.</summary>
internal enum Lex : byte
{
    None,
    Ones,
    Teens,
    Tens,
    Hundred,
    Scale,
    Dozen,
    Half,
    Quarter,
    A,
    And,
    Point,
    OrdinalWord,
    FractionWord,
    Month,
    MonthShort,
    MonthOrWord,
    Weekday,
    WeekdayShort,
    PercentWord,
    Per,
    Cent,
    Percentage,
    PointsWord,
    UnitWord,
    UnitShort,
    CurrencyWord,
    CurrencyCode,
    CurrencyAdjective,
    Decade,
    Century,
    Millennium,
    Fortnight,
    TimesWord,
    FoldWord,
    MultipleWord,
    PairWord,
    Once,
    VagueWord,
    VaguePlural,
    DecadesPlural,
    Which,
    RelativeDay,
    About,
    More,
    Less,
    Than,
    OverWord,
    UnderWord,
    OClock,
    Am,
    Pm,
    Noon,
    Midnight,
    Past,
    To,
    PartWord,
    NumberLabel,
    Negator,
    SoftNegator,
    Preposition,
    Early,
    Roman,
    SquareWord,
    Degrees,
    Have,
    Not,
    First,
    Of,
    No,
    HalfYear,
    Cued,
    Frequency,
}

internal readonly record struct LexEntry(Lex Kind, decimal Value = 0, Unit Unit = Unit.None, Cue Cue = Cue.None, Part Part = Part.None)
{
    /// <summary>Whether a run of words that has force may begin with it; see <see cref="EnglishForces"/>.</summary>
    public bool OpensForce { get; init; }

    /// <summary>Whether the other text may say the opposite by one word; see <see cref="Opposites"/>.</summary>
    public bool HasOpposite { get; init; }
}

/// <summary>English words that carry values, in lower case.</summary>
internal static class EnglishLexicon
{
    private static readonly FrozenDictionary<string, LexEntry> words = Build().ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, LexEntry>.AlternateLookup<ReadOnlySpan<char>> lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>No word of the lexicon is longer.</summary>
    public static readonly int Longest = words.Keys.Max(word => word.Length);
    private static readonly uint[] lengths = Lengths();

    /// <param name="lower">A word in small letters; not empty.</param>
    /// <returns>Nothing when the lexicon does not have it, as it is with most words of a text: their ends and length tell already.</returns>
    public static LexEntry Find(ReadOnlySpan<char> lower) =>
        (lengths[EndsOf(lower)] & (1u << (lower.Length & 31))) != 0 && lookup.TryGetValue(lower, out var entry) ? entry : default;

    private static int EndsOf(ReadOnlySpan<char> word) => ((word[0] & 31) << 5) + (word[^1] & 31);

    /// <summary>For the first and the last letter of a word, what lengths there are, a bit for each.</summary>
    private static uint[] Lengths()
    {
        var all = new uint[32 * 32];
        foreach (var word in words.Keys) all[EndsOf(word)] |= 1u << (word.Length & 31);
        return all;
    }

    private static Dictionary<string, LexEntry> Build()
    {
        var all = new Dictionary<string, LexEntry>(StringComparer.Ordinal);
        void Add(Lex kind, string list, decimal value = 0, Unit unit = Unit.None, Cue cue = Cue.None, Part part = Part.None)
        {
            foreach (var word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries)) all[word] = new(kind, value, unit, cue, part);
        }

        void Sequence(Lex kind, string list, decimal first, decimal step = 1)
        {
            var value = first;
            foreach (var word in list.Split(' '))
            {
                all[word] = new(kind, value);
                value += step;
            }
        }

        Sequence(Lex.Ones, "zero one two three four five six seven eight nine", 0);
        Sequence(Lex.Teens, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10);
        Sequence(Lex.Tens, "twenty thirty forty fifty sixty seventy eighty ninety", 20, 10);
        Add(Lex.Tens, "fourty", 40);
        Add(Lex.Hundred, "hundred", 100);
        Add(Lex.Scale, "thousand", 1_000);
        Add(Lex.Scale, "lakh", 100_000);
        Add(Lex.Scale, "crore", 10_000_000);
        Add(Lex.Scale, "million mn mln", 1_000_000);
        Add(Lex.Scale, "billion bn bln", 1_000_000_000);
        Add(Lex.Scale, "trillion tn trn", 1_000_000_000_000);
        Add(Lex.Dozen, "dozen", 12);
        Add(Lex.Half, "half halves", 0.5m);
        Add(Lex.Quarter, "quarter quarters", 0.25m);
        Add(Lex.A, "a an");
        Add(Lex.And, "and");
        Add(Lex.Point, "point");
        Add(Lex.First, "first", 1);
        Sequence(Lex.OrdinalWord, "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth", 2);
        Sequence(Lex.OrdinalWord, "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth", 20, 10);
        Add(Lex.OrdinalWord, "thousandth", 1_000);
        Sequence(Lex.FractionWord, "thirds fourths fifths sixths sevenths eighths ninths tenths", 3);
        Add(Lex.FractionWord, "hundredths", 100);
        Sequence(Lex.Month, "january february", 1);
        Sequence(Lex.Month, "april", 4);
        Sequence(Lex.Month, "june july august september october november december", 6);
        Add(Lex.MonthOrWord, "march", 3);
        Add(Lex.MonthOrWord, "may", 5);
        Sequence(Lex.MonthShort, "jan feb mar apr", 1);
        Sequence(Lex.MonthShort, "jun jul aug sep oct nov dec", 6);
        Add(Lex.MonthShort, "sept", 9);
        Sequence(Lex.Weekday, "monday tuesday wednesday thursday friday saturday sunday", 1);
        Sequence(Lex.Weekday, "mondays tuesdays wednesdays thursdays fridays saturdays sundays", 1);
        Sequence(Lex.WeekdayShort, "mon tue wed thu fri sat sun", 1);
        Add(Lex.WeekdayShort, "tues", 2);
        Add(Lex.WeekdayShort, "thur thurs", 4);
        Add(Lex.PercentWord, "percent pct");
        Add(Lex.Per, "per");
        Add(Lex.Cent, "cent centum");
        Add(Lex.Percentage, "percentage basis");
        Add(Lex.PointsWord, "points");

        Add(Lex.UnitWord, "second seconds sec secs", 1, Unit.Second);
        all["second"] = new(Lex.OrdinalWord, 2); // an ordinal, save after a number
        Add(Lex.UnitWord, "minute minutes min mins", 1, Unit.Minute);
        Add(Lex.UnitWord, "hour hours hr hrs", 1, Unit.Hour);
        Add(Lex.UnitWord, "day days", 1, Unit.DayLong);
        Add(Lex.UnitWord, "week weeks", 1, Unit.WeekLong);
        Add(Lex.UnitWord, "month months", 1, Unit.MonthLong);
        Add(Lex.UnitWord, "year years yr yrs", 1, Unit.YearLong);
        Add(Lex.UnitWord, "millimetre millimetres millimeter millimeters", 1, Unit.Millimetre);
        Add(Lex.UnitWord, "centimetre centimetres centimeter centimeters", 1, Unit.Centimetre);
        Add(Lex.UnitWord, "metre metres meter meters", 1, Unit.Metre);
        Add(Lex.UnitWord, "kilometre kilometres kilometer kilometers", 1, Unit.Kilometre);
        Add(Lex.UnitWord, "mile miles", 1, Unit.Mile);
        Add(Lex.UnitWord, "foot feet", 1, Unit.Foot);
        Add(Lex.UnitWord, "inch inches", 1, Unit.Inch);
        Add(Lex.UnitWord, "yard yards", 1, Unit.Yard);
        Add(Lex.UnitWord, "li", 1, Unit.Li);
        Add(Lex.UnitWord, "hectare hectares", 1, Unit.Hectare);
        Add(Lex.UnitWord, "acre acres", 1, Unit.Acre);
        Add(Lex.UnitWord, "mu", 1, Unit.Mu);
        Add(Lex.UnitWord, "gram grams gramme grammes", 1, Unit.Gram);
        Add(Lex.UnitWord, "milligram milligrams", 1, Unit.Milligram);
        Add(Lex.UnitWord, "kilogram kilograms kilogramme kilogrammes kilo kilos", 1, Unit.Kilogram);
        Add(Lex.UnitWord, "tonne tonnes ton tons", 1, Unit.Tonne);
        Add(Lex.UnitWord, "ounce ounces", 1, Unit.Ounce);
        Add(Lex.UnitWord, "lb lbs", 1, Unit.PoundMass);
        Add(Lex.UnitWord, "litre litres liter liters", 1, Unit.Litre);
        Add(Lex.UnitWord, "millilitre millilitres milliliter milliliters", 1, Unit.Millilitre);
        Add(Lex.UnitWord, "gallon gallons", 1, Unit.Gallon);
        Add(Lex.UnitWord, "kwh", 1, Unit.KilowattHour);
        Add(Lex.UnitWord, "watt watts", 1, Unit.Watt);
        Add(Lex.UnitWord, "kilowatt kilowatts kw", 1, Unit.Kilowatt);
        Add(Lex.UnitWord, "megawatt megawatts mw", 1, Unit.Megawatt);
        Add(Lex.UnitWord, "gigawatt gigawatts gw", 1, Unit.Gigawatt);
        Add(Lex.UnitWord, "mwh", 1, Unit.MegawattHour);
        Add(Lex.UnitWord, "gwh", 1, Unit.GigawattHour);
        Add(Lex.UnitShort, "mm", 1, Unit.Millimetre);
        Add(Lex.UnitShort, "cm", 1, Unit.Centimetre);
        Add(Lex.UnitShort, "km", 1, Unit.Kilometre);
        Add(Lex.UnitShort, "ha", 1, Unit.Hectare);
        Add(Lex.UnitShort, "kg kgs", 1, Unit.Kilogram);
        Add(Lex.UnitShort, "mg", 1, Unit.Milligram);
        Add(Lex.UnitShort, "ml", 1, Unit.Millilitre);
        Add(Lex.SquareWord, "square sq cubic");
        Add(Lex.Degrees, "degree degrees", 1, Unit.Degree);

        Add(Lex.CurrencyWord, "euro euros", 1, Unit.Euro);
        Add(Lex.CurrencyWord, "dollar dollars", 1, Unit.Dollar);
        Add(Lex.CurrencyWord, "yuan renminbi", 1, Unit.Yuan);
        Add(Lex.CurrencyWord, "pound pounds sterling", 1, Unit.Pound);
        Add(Lex.CurrencyWord, "yen", 1, Unit.Yen);
        Add(Lex.CurrencyWord, "franc francs", 1, Unit.Franc);
        Add(Lex.CurrencyWord, "rouble roubles ruble rubles", 1, Unit.Rouble);
        Add(Lex.CurrencyWord, "won", 1, Unit.Won);
        Add(Lex.CurrencyWord, "rupee rupees", 1, Unit.Rupee);
        Add(Lex.CurrencyWord, "kronor kroner krone krona", 1, Unit.Krone);
        Add(Lex.CurrencyCode, "eur", 1, Unit.Euro);
        Add(Lex.CurrencyCode, "usd", 1, Unit.UsDollar);
        Add(Lex.CurrencyCode, "cny rmb", 1, Unit.Yuan);
        Add(Lex.CurrencyCode, "gbp", 1, Unit.Pound);
        Add(Lex.CurrencyCode, "jpy", 1, Unit.Yen);
        Add(Lex.CurrencyCode, "chf", 1, Unit.Franc);
        Add(Lex.CurrencyCode, "hkd", 1, Unit.HongKongDollar);
        Add(Lex.CurrencyCode, "aud", 1, Unit.AustralianDollar);
        Add(Lex.CurrencyCode, "cad", 1, Unit.CanadianDollar);
        Add(Lex.CurrencyCode, "rub", 1, Unit.Rouble);
        Add(Lex.CurrencyCode, "krw", 1, Unit.Won);
        Add(Lex.CurrencyCode, "inr", 1, Unit.Rupee);

        Add(Lex.Frequency, "daily", 365);
        Add(Lex.Frequency, "weekly", 52);
        Add(Lex.Frequency, "fortnightly biweekly", 26);
        Add(Lex.Frequency, "monthly", 12);
        Add(Lex.Frequency, "bimonthly", 6);
        Add(Lex.Frequency, "quarterly", 4);
        Add(Lex.Frequency, "biannual biannually semiannual semiannually", 2);
        Add(Lex.Frequency, "yearly annual annually", 1);
        Add(Lex.Frequency, "biennial biennially", 0.5m);
        Add(Lex.Frequency, "triennial triennially", 1m / 3);
        Add(Lex.Decade, "decade decades", 10);
        Add(Lex.Century, "century centuries", 100);
        Add(Lex.Millennium, "millennium millennia", 1_000);
        Add(Lex.Fortnight, "fortnight fortnights", 14, Unit.DayLong);
        Add(Lex.TimesWord, "times");
        Add(Lex.FoldWord, "fold");
        Sequence(Lex.MultipleWord, "twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold", 2);
        Add(Lex.MultipleWord, "double doubled doubles doubling", 2);
        Add(Lex.MultipleWord, "triple tripled triples tripling treble trebled", 3);
        Add(Lex.MultipleWord, "quadruple quadrupled quadruples", 4);
        Add(Lex.PairWord, "both pair pairs twin twins couple couples duo twice either neither bilateral two-way mutual", 2);
        Add(Lex.PairWord, "trio triplets trilateral tripartite thrice triangle triathlon", 3);
        Add(Lex.PairWord, "quartet quadrilateral quadripartite", 4);
        Add(Lex.PairWord, "pentagon quintet", 5);
        Add(Lex.PairWord, "hexagon", 6);
        Add(Lex.PairWord, "primary", 1);
        Add(Lex.PairWord, "secondary", 2);
        Add(Lex.PairWord, "tertiary", 3);
        Add(Lex.PairWord, "single sole lone solo once another", 1);
        Add(Lex.VagueWord, "few several handful", 1);
        Add(Lex.VaguePlural, "tens dozens scores", 10);
        Add(Lex.VaguePlural, "hundreds", 100);
        Add(Lex.VaguePlural, "thousands", 1_000);
        Add(Lex.VaguePlural, "millions", 1_000_000);
        Add(Lex.VaguePlural, "billions", 1_000_000_000);
        Add(Lex.VaguePlural, "trillions", 1_000_000_000_000);
        Sequence(Lex.DecadesPlural, "twenties thirties forties fifties sixties seventies eighties nineties", 20, 10);
        Add(Lex.Which, "this last next that same previous following current past each every");
        Add(Lex.RelativeDay, "today yesterday tomorrow tonight");
        Add(Lex.About, "about approximately around roughly some circa approx nearly almost");
        Add(Lex.More, "more");
        Add(Lex.Less, "less fewer");
        Add(Lex.Than, "than");
        Add(Lex.OverWord, "over above exceeding exceeded exceeds exceed");
        Add(Lex.UnderWord, "under below");
        Add(Lex.OClock, "o'clock oclock");
        Add(Lex.Am, "am");
        Add(Lex.Pm, "pm");
        Add(Lex.Noon, "noon midday", 720);
        Add(Lex.Midnight, "midnight", 0);
        Add(Lex.Past, "past after");
        Add(Lex.To, "to before");
        Add(Lex.Preposition, "in since until till by from through during between or on late mid");
        Add(Lex.Early, "early");
        Add(Lex.Of, "of");
        Add(Lex.No, "no", 0, Unit.None, Cue.Denial);

        Add(Lex.PartWord, "article articles art arts", 0, Unit.None, Cue.None, Part.Article);
        Add(Lex.PartWord, "paragraph paragraphs para paras", 0, Unit.None, Cue.None, Part.Paragraph);
        Add(Lex.PartWord, "subparagraph subparagraphs points", 0, Unit.None, Cue.None, Part.Item);
        all["points"] = new(Lex.PointsWord);
        Add(Lex.PartWord, "item items point", 0, Unit.None, Cue.None, Part.Item);
        all["point"] = new(Lex.Point, 0, Unit.None, Cue.None, Part.Item);
        Add(Lex.PartWord, "chapter chapters", 0, Unit.None, Cue.None, Part.Chapter);
        Add(Lex.PartWord, "section sections", 0, Unit.None, Cue.None, Part.Section);
        Add(Lex.PartWord, "part parts title titles", 0, Unit.None, Cue.None, Part.Division);
        Add(Lex.PartWord, "annex annexes schedule", 0, Unit.None, Cue.None, Part.Annex);
        Add(Lex.PartWord, "appendix appendices", 0, Unit.None, Cue.None, Part.Appendix);
        Add(Lex.PartWord, "resolution resolutions", 0, Unit.None, Cue.None, Part.Resolution);
        Add(Lex.PartWord, "convention conventions", 0, Unit.None, Cue.None, Part.Convention);
        Add(Lex.PartWord, "protocol protocols", 0, Unit.None, Cue.None, Part.Protocol);
        Add(Lex.PartWord, "directive directives", 0, Unit.None, Cue.None, Part.Directive);
        Add(Lex.PartWord, "regulation regulations", 0, Unit.None, Cue.None, Part.Regulation);
        Add(Lex.PartWord, "decision decisions", 0, Unit.None, Cue.None, Part.Decision);
        Add(Lex.PartWord, "output outputs", 0, Unit.None, Cue.None, Part.Output);
        Add(Lex.PartWord, "outcome outcomes", 0, Unit.None, Cue.None, Part.Outcome);
        Add(Lex.PartWord, "goal goals target targets", 0, Unit.None, Cue.None, Part.Goal);
        Add(Lex.PartWord, "indicator indicators", 0, Unit.None, Cue.None, Part.Indicator);
        Add(Lex.PartWord, "footnote footnotes", 0, Unit.None, Cue.None, Part.Footnote);
        Add(Lex.PartWord, "table tables", 0, Unit.None, Cue.None, Part.Table);
        Add(Lex.PartWord, "figure figures", 0, Unit.None, Cue.None, Part.Figure);
        Add(Lex.PartWord, "phase phases stage stages", 0, Unit.None, Cue.None, Part.Phase);
        Add(Lex.PartWord, "session sessions", 0, Unit.None, Cue.None, Part.Session);
        Add(Lex.NumberLabel, "no nos number numbers type class group tier level pillar round track war volume vol step category grade bowl olympiad");
        all["no"] = new(Lex.No, 0, Unit.None, Cue.Denial);

        Add(Lex.Negator, "cannot", 0, Unit.None, Cue.Denial);
        Add(Lex.Not, "not", 0, Unit.None, Cue.Denial);
        Add(Lex.Negator, "never nobody nothing none nowhere nor without", 0, Unit.None, Cue.Denial);
        all["neither"] = new(Lex.PairWord, 2, Unit.None, Cue.Denial);
        Add(Lex.Negator, "unless", 0, Unit.None, Cue.Denial);
        Add(Lex.Cued, "accept accepts accepted allowed allow allows approved successfully succeeded succeeds succeed success successful", 0, Unit.None, Cue.Success);
        Add(Lex.Cued, "including includes included include", 0, Unit.None, Cue.Inclusion);
        Add(Lex.Cued, "except excepted excluding excluded excludes exclude", 0, Unit.None, Cue.Exclusion);
        Add(Lex.SoftNegator, "lack lacks lacked lacking absence absent fail fails failed failing failure refuse refuses refused refusing refusal deny denies denied denying reject rejects rejected decline declines declined avoid avoids avoided avoiding prevent prevents prevented preventing prevention prohibit prohibits prohibited prohibition unable impossible unlikely free free-of exempt exempted exempts waive waived waiver stop stops stopped cease ceases ceased pending silent outside illegally unlawfully illicit illicitly inaccurate incorrect inappropriate inability incapable insecure instability unstable improper improperly illiterate irrelevant irresponsible dissatisfied disproportionate inadequate refrain refrains refrained refraining before disregard disregarded disregards stable constant turned open stays outstanding dismiss dismissed cancel cancelled lapse lapsed expire expired suspend suspended abandon abandoned withdraw withdrawn withdrew until difficult hard ill wrong false bad against contrary reluctant reluctance ignore ignored miss missed overlook overlooked neglect neglected forget forgot forgotten resist escape evade anonymous confidential secret too save save apart hinder hindered preclude precludes spare spares spared delay delayed regardless irrespective notwithstanding despite although however but yet beyond otherwise rather instead ban banned bans unaccompanied stateless undocumented irregular unauthorised unauthorized unclear unknown unpaid unskilled unfair uncertain unresolved unsuccessful unchanged unused unwilling ineligible illegal unlawful insufficient inadequate incomplete invalid inconsistent independent indirect disagree disagreed disagreement dispute disputed disputes oppose opposed opposes exclusion non missing loss lost lose loses short shortage limited", 0, Unit.None, Cue.SoftDenial);

        Add(Lex.Cued, "only solely merely exclusively", 0, Unit.None, Cue.Only);
        Add(Lex.SoftNegator, "refuse refuses refused refusing refusal reject rejects rejected rejecting rejection deny denies denied denying denial lack lacks lacked lacking prohibit prohibits prohibited prohibition forbid forbids forbidden ban banned bans fails failed failing unable unaccompanied stateless undocumented irregular irregularly illegal unlawful unauthorised unauthorized unpaid invalid insufficient oppose opposed opposes exempt exempted exempts impossible ineligible unlimited unsuccessful inadmissible incomplete hardly scarcely unsafe ineffective declines declined declining unclear involuntary involuntarily object objects objected objection unequal unfit unwell unskilled informal void few little barely rarely seldom", 0, Unit.None, Cue.StrongDenial);
        foreach (var word in EnglishForces.Firsts) all[word] = all.GetValueOrDefault(word) with { OpensForce = true };
        foreach (var word in Opposites.Words.SelectMany(EnglishForces.FormsOf)) all[word] = all.GetValueOrDefault(word) with { HasOpposite = true };
        return all;
    }
}
