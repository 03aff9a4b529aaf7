namespace Concord.Bilingual.Concordance.Reading;

/// <summary>What is counted or measured. Units of one dimension can contradict each other; those of two are not compared.</summary>
internal enum Unit : byte
{
    None,

    // Currencies.
    Euro,
    UsDollar,
    Dollar,
    Yuan,
    YuanSign,
    Pound,
    Yen,
    Franc,
    HongKongDollar,
    AustralianDollar,
    CanadianDollar,
    Rouble,
    Won,
    Rupee,
    Krone,

    // Time.
    Second,
    Minute,
    Hour,
    DayLong,
    WorkingDay,
    WeekLong,
    MonthLong,
    YearLong,

    // Length.
    Millimetre,
    Centimetre,
    Metre,
    Kilometre,
    Mile,
    Foot,
    Inch,
    Yard,
    NauticalMile,
    Li,

    // Area.
    SquareMetre,
    SquareKilometre,
    SquareMile,
    SquareFoot,
    Hectare,
    Acre,
    Mu,

    // Mass; "pounds" may be money too.
    Gram,
    Kilogram,
    Tonne,
    PoundMass,
    Jin,
    Ounce,
    Milligram,

    // The rest.
    Litre,
    Millilitre,
    Gallon,
    CubicMetre,
    Celsius,
    Fahrenheit,
    Degree,
    KilowattHour,
    Watt,
    Kilowatt,
    Megawatt,
    Gigawatt,
    MegawattHour,
    GigawattHour,
}

internal static class Units
{
    public static int DimensionOf(Unit unit) => unit switch
    {
        Unit.None => 0,
        <= Unit.Krone => 1,
        <= Unit.YearLong => 2,
        <= Unit.Li => 3,
        <= Unit.Mu => 4,
        <= Unit.Milligram => 5,
        <= Unit.CubicMetre => 6,
        <= Unit.Degree => 7,
        Unit.KilowattHour or Unit.MegawattHour or Unit.GigawattHour => 9,
        _ => 8,
    };

    /// <summary>Whether two units may stand for the same: a "dollar" is any dollar, ¥ is yuan or yen, 磅 a pound of either sort.</summary>
    public static bool AreCompatible(Unit one, Unit other)
    {
        if (one == other || one == Unit.None || other == Unit.None) return true;
        return Loosely(one, other) || Loosely(other, one);

        static bool Loosely(Unit one, Unit other) => (one, other) switch
        {
            (Unit.Dollar, Unit.UsDollar or Unit.HongKongDollar or Unit.AustralianDollar or Unit.CanadianDollar or Unit.Yuan) => true,
            (Unit.YuanSign, Unit.Yuan or Unit.Yen) => true,
            (Unit.Pound, Unit.PoundMass) => true,
            (Unit.Degree, Unit.Celsius or Unit.Fahrenheit or Unit.KilowattHour) => true, // 度 is a kilowatt hour, too
            _ => false,
        };
    }

    /// <summary>How many of the smallest unit of its dimension one is; null where no fixed number is (a month).</summary>
    public static decimal? SizeOf(Unit unit) => unit switch
    {
        Unit.Second => 1,
        Unit.Minute => 60,
        Unit.Hour => 3600,
        Unit.DayLong => 86400,
        Unit.WeekLong => 7 * 86400,
        Unit.MonthLong => 1000_000_000m, // months and years convert into each other, not into days
        Unit.YearLong => 12_000_000_000m,
        Unit.Millimetre => 1,
        Unit.Centimetre => 10,
        Unit.Metre => 1000,
        Unit.Li => 500_000,
        Unit.Kilometre => 1_000_000,
        Unit.Mile => 1_609_344,
        Unit.NauticalMile => 1_852_000,
        Unit.Yard => 914.4m,
        Unit.Foot => 304.8m,
        Unit.Inch => 25.4m,
        Unit.Milligram => 1,
        Unit.Gram => 1000,
        Unit.Ounce => 28_349.5m,
        Unit.PoundMass => 453_592,
        Unit.Jin => 500_000,
        Unit.Kilogram => 1_000_000,
        Unit.Tonne => 1_000_000_000,
        Unit.SquareMetre => 1,
        Unit.SquareFoot => 0.0929m,
        Unit.Mu => 10_000m / 15,
        Unit.Acre => 4_046.86m,
        Unit.Hectare => 10_000,
        Unit.SquareKilometre => 1_000_000,
        Unit.SquareMile => 2_589_988,
        Unit.Millilitre => 1,
        Unit.Litre => 1000,
        Unit.Gallon => 3_785.4m,
        Unit.CubicMetre => 1_000_000,
        Unit.Watt => 1,
        Unit.Kilowatt => 1000,
        Unit.Megawatt => 1_000_000,
        Unit.Gigawatt => 1_000_000_000,
        Unit.KilowattHour => 1,
        Unit.MegawattHour => 1_000,
        Unit.GigawattHour => 1_000_000,
        _ => null,
    };

    public static string NameOf(Unit unit) => unit switch
    {
        Unit.Euro => "EUR",
        Unit.UsDollar => "USD",
        Unit.Dollar => "dollar",
        Unit.Yuan => "CNY",
        Unit.YuanSign => "¥",
        Unit.Pound => "GBP",
        Unit.Yen => "JPY",
        Unit.Franc => "CHF",
        Unit.HongKongDollar => "HKD",
        Unit.AustralianDollar => "AUD",
        Unit.CanadianDollar => "CAD",
        Unit.Rouble => "RUB",
        Unit.Won => "KRW",
        Unit.Rupee => "INR",
        Unit.Krone => "krone",
        Unit.Second => "s",
        Unit.Minute => "min",
        Unit.Hour => "h",
        Unit.DayLong => "d",
        Unit.WeekLong => "wk",
        Unit.MonthLong => "mo",
        Unit.YearLong => "yr",
        Unit.Millimetre => "mm",
        Unit.Centimetre => "cm",
        Unit.Metre => "m",
        Unit.Kilometre => "km",
        Unit.Mile => "mi",
        Unit.Foot => "ft",
        Unit.Inch => "in",
        Unit.Yard => "yd",
        Unit.NauticalMile => "nmi",
        Unit.Gallon => "gal",
        Unit.Li => "li",
        Unit.SquareMetre => "m²",
        Unit.SquareKilometre => "km²",
        Unit.SquareMile => "mi²",
        Unit.SquareFoot => "ft²",
        Unit.Hectare => "ha",
        Unit.Acre => "acre",
        Unit.Mu => "mu",
        Unit.Gram => "g",
        Unit.Kilogram => "kg",
        Unit.Tonne => "t",
        Unit.PoundMass => "lb",
        Unit.Jin => "jin",
        Unit.Ounce => "oz",
        Unit.Milligram => "mg",
        Unit.Litre => "L",
        Unit.Millilitre => "mL",
        Unit.CubicMetre => "m³",
        Unit.Celsius => "°C",
        Unit.Fahrenheit => "°F",
        Unit.Degree => "°",
        Unit.KilowattHour => "kWh",
        Unit.Watt => "W",
        Unit.Kilowatt => "kW",
        Unit.Megawatt => "MW",
        Unit.Gigawatt => "GW",
        Unit.MegawattHour => "MWh",
        Unit.GigawattHour => "GWh",
        Unit.WorkingDay => "working d",
        _ => "",
    };
}
