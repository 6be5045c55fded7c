namespace Lumos.Core.Vocabulary;

/// <summary>
/// What most tables of one source are called first, which says whose they are and nothing of what they hold: <c>wp_</c> of <c>wp_posts</c> and <c>wp_users</c>, <c>tbl</c> of <c>tblOrders</c>.
/// Names without it are read beside the names as they are, never instead of them: <c>order_items</c> and <c>order_notes</c> share a word that counts.
/// </summary>
internal sealed class SharedPrefix
{
    private const int FewestTables = 3;
    private const double Most = 0.6;

    private readonly string _prefix;

    private SharedPrefix(string prefix) => _prefix = prefix;

    /// <summary>The prefix of a set of names; one that takes nothing away when they share none.</summary>
    public static SharedPrefix Of(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var shared = names.Select(First).Where(static p => p.Length > 0).GroupBy(static p => p, StringComparer.OrdinalIgnoreCase).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key, StringComparer.Ordinal).FirstOrDefault();
        return new SharedPrefix(shared is not null && shared.Count() >= FewestTables && shared.Count() >= Most * names.Count ? shared.Key : "");
    }

    /// <summary>The name without the prefix; the name itself where it does not begin with it.</summary>
    public string Strip(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _prefix.Length > 0 && First(name).Equals(_prefix, StringComparison.OrdinalIgnoreCase) ? name[_prefix.Length..] : name;
    }

    // The first word with the sign behind it; nothing when it is all there is, or a number follows.
    private static string First(string name)
    {
        var end = 1;
        while (end < name.Length && char.IsLetterOrDigit(name[end]) && !(char.IsUpper(name[end]) && char.IsLower(name[end - 1]))) end++;
        while (end < name.Length && !char.IsLetterOrDigit(name[end])) end++;
        return end < name.Length && char.IsLetter(name[end]) ? name[..end] : "";
    }
}
