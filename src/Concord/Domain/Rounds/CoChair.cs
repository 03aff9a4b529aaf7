using Concord.Domain.Common;

namespace Concord.Domain.Rounds;

/// <summary>Who chairs a round for a side.</summary>
/// <param name="Party">Key of the side.</param>
/// <param name="Name">Name and office, in each language.</param>
internal sealed record CoChair(string Party, Text Name);
