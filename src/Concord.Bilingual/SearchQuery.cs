using System.Text;

namespace Concord.Bilingual;

/// <summary>One thing that must occur: tokens that follow one another.</summary>
/// <param name="Tokens">At least one token, as <see cref="SearchWords.ForIndex"/> writes them.</param>
/// <param name="Beginning">When not null, the last token may also be any that begins with this: the letters of a word still being typed,
/// or a single Chinese character.</param>
public sealed record SearchTerm(IReadOnlyList<string> Tokens, string? Beginning = null)
{
    /// <summary>Whether the last token is found by its beginning.</summary>
    public bool Prefix => Beginning is not null;

    // Where the beginning is that of the token itself, it alone says everything.
    internal bool ExactToo => Beginning is null || !Tokens[^1].StartsWith(Beginning, StringComparison.Ordinal);

    internal bool SameAs(SearchTerm other) => Beginning == other.Beginning && Tokens.SequenceEqual(other.Tokens);
}

/// <summary>What a reader searches for: every term must occur, in any order.</summary>
/// <param name="Terms">The terms; empty when nothing in the query can be searched for.</param>
public sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms)
{
    /// <summary>Whether there is nothing to search for.</summary>
    public bool IsEmpty => Terms.Count == 0;

    /// <summary>The query for SQLite: the right side of <c>MATCH</c> on an FTS5 table.</summary>
    /// <returns>Quoted strings, AND, OR and parentheses only; never a syntax error. Null when there is nothing to search for.</returns>
    public string? ToFts5() => Write(" AND ", " OR ", Fts5Phrase);

    /// <summary>The query for PostgreSQL: the argument of <c>to_tsquery('simple', …)</c>.</summary>
    /// <returns>Quoted lexemes with &lt;-&gt;, &amp; and |; never a syntax error. Null when there is nothing to search for.</returns>
    public string? ToTsQuery() => Write(" & ", " | ", TsPhrase);

    private string? Write(string and, string or, Action<StringBuilder, IReadOnlyList<string>, string?> phrase)
    {
        if (IsEmpty) return null;

        var query = new StringBuilder();
        foreach (var term in Terms)
        {
            if (query.Length > 0) query.Append(and);
            var both = term.Prefix && term.ExactToo;
            if (both) query.Append('(');
            if (term.ExactToo) phrase(query, term.Tokens, null);
            if (both) query.Append(or);
            if (term.Prefix) phrase(query, term.Tokens, term.Beginning);
            if (both) query.Append(')');
        }

        return query.ToString();
    }

    private static void Fts5Phrase(StringBuilder query, IReadOnlyList<string> tokens, string? beginning)
    {
        query.Append('"');
        for (var i = 0; i < tokens.Count - 1; i++) query.Append(tokens[i]).Append(' ');
        query.Append(beginning ?? tokens[^1]).Append('"');
        if (beginning is not null) query.Append(" *");
    }

    private static void TsPhrase(StringBuilder query, IReadOnlyList<string> tokens, string? beginning)
    {
        if (tokens.Count > 1) query.Append('(');
        for (var i = 0; i < tokens.Count - 1; i++) query.Append('\'').Append(tokens[i]).Append("' <-> ");
        query.Append('\'').Append(beginning ?? tokens[^1]).Append('\'');
        if (beginning is not null) query.Append(":*");
        if (tokens.Count > 1) query.Append(')');
    }
}
