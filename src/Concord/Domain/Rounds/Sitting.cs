using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Domain.Common;
using NodaTime;
using NodaTime.Text;

namespace Concord.Domain.Rounds;

/// <summary>Part of a day in which a round sits, in the time of the venue.</summary>
/// <remarks>Written as an interval of ISO 8601: 2027-04-13T09:30/12:30.</remarks>
[JsonConverter(typeof(SittingJson))]
internal sealed record Sitting
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <exception cref="RuleBroken">It ends before it begins.</exception>
    public Sitting(LocalDate day, LocalTime from, LocalTime until)
    {
        if (until <= from) throw new RuleBroken("Round.SittingEndsFirst", Clock.Format(from), Clock.Format(until));
        (Day, From, Until) = (day, from, until);
    }

    public LocalDate Day { get; }

    public LocalTime From { get; }

    public LocalTime Until { get; }

    /// <summary>In minutes.</summary>
    public int Length => (int)Period.Between(From, Until, PeriodUnits.Minutes).Minutes;

    /// <param name="day">2027-04-13.</param>
    /// <param name="from">09:30.</param>
    /// <param name="until">12:30.</param>
    /// <returns>Null when one of the three is not written so.</returns>
    /// <exception cref="RuleBroken">It ends before it begins.</exception>
    public static Sitting? Of(string? day, string? from, string? until) =>
        LocalDatePattern.Iso.Parse(day ?? "") is { Success: true } on && Clock.Parse(from ?? "") is { Success: true } start && Clock.Parse(until ?? "") is { Success: true } end
            ? new(on.Value, start.Value, end.Value)
            : null;

    /// <exception cref="FormatException">It is not written as <see cref="ToString"/> writes it.</exception>
    public static Sitting Parse(string written) => TryParse(written) ?? throw new FormatException($"'{written}' is no sitting.");

    /// <returns>Null when it is not written as <see cref="ToString"/> writes it.</returns>
    /// <exception cref="RuleBroken">It ends before it begins.</exception>
    public static Sitting? TryParse(string written) => written.Split('T', '/') is [var day, var from, var until] ? Of(day, from, until) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{LocalDatePattern.Iso.Format(Day)}T{Clock.Format(From)}/{Clock.Format(Until)}");
}

internal sealed class SittingJson : JsonConverter<Sitting>
{
    public override Sitting Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Sitting.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Sitting value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
