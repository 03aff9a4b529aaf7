namespace Concord.Domain.Organisations;

/// <summary>What stands under what. Made of what one reader sees: a parent he may not read is not there, and what is under it stands at
/// the top. Two writers at once, or one who does not see all, can close a circle: it is cut open, never followed for ever.</summary>
internal static class Hierarchy
{
    /// <summary>An item and what stands under it, in the order of the items.</summary>
    public sealed record Node<T>(T Item, List<Node<T>> Children);

    /// <summary>The start and everything above it, nearest first; each once.</summary>
    public static IEnumerable<Guid> Climb(Guid? start, Func<Guid, Guid?> parentOf)
    {
        var seen = new HashSet<Guid>();
        for (var at = start; at is { } id && seen.Add(id); at = parentOf(id)) yield return id;
    }

    /// <summary>The items as trees. Under an ancestor that is not among them stands nothing: its children move up to the nearest one
    /// that is.</summary>
    /// <param name="items">In the order in which siblings are to stand.</param>
    /// <param name="parentOf">The parent of any organisation the reader may read; null for one at the top and for an unknown one.</param>
    public static List<Node<T>> Of<T>(IEnumerable<T> items, Func<T, Guid> idOf, Func<Guid, Guid?> parentOf)
    {
        var nodes = items.Select(item => new Node<T>(item, [])).ToList();
        var byId = nodes.ToDictionary(node => idOf(node.Item));
        var roots = new List<Node<T>>();
        foreach (var node in nodes)
        {
            var id = idOf(node.Item);
            var above = Climb(parentOf(id), parentOf).ToList();

            // Of a circle, the first item of the list is taken for the top.
            var first = above.Contains(id) ? nodes.First(one => above.Contains(idOf(one.Item))) : null;
            var parent = ReferenceEquals(first, node) ? null : above.Where(byId.ContainsKey).Select(one => byId[one]).FirstOrDefault();
            (parent is null ? roots : parent.Children).Add(node);
        }

        return roots;
    }
}
