namespace Concord.Domain.Common;

/// <summary>A record that the sides have before them together: none of them takes it away alone, unless it holds nothing but its own.</summary>
internal interface IOfAllSides
{
    /// <summary>Whether a side may take it away: the others do not know of it, or have nothing in it.</summary>
    /// <param name="party">Key of the side.</param>
    bool IsOnlyOf(string party);
}
