namespace Lumos.Core.Ingest.Inventory;

/// <summary>
/// A location with wildcards: <c>?</c> one character, <c>*</c> any within a name, <c>[abc]</c>, <c>{a,b}</c>, and <c>**</c> as a whole
/// segment for any number of folders. Compared by code unit, so the case counts on every system.
/// </summary>
internal sealed class GlobPattern
{
    private static readonly char[] Wild = ['*', '?', '[', '{'];
    private readonly string[] _segments;

    private GlobPattern(string root, string[] segments) => (Root, _segments) = (root, segments);

    /// <summary>The folder the pattern starts from: everything before the first segment with a wildcard.</summary>
    public string Root { get; }

    /// <summary>Whether sub-folders must be searched.</summary>
    public bool IsDeep => _segments.Length > 1;

    /// <summary>Whether a location is a pattern.</summary>
    public static bool IsPattern(string location) => location.AsSpan().IndexOfAny(Wild) >= 0;

    /// <summary>Reads a pattern.</summary>
    public static GlobPattern Parse(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        var parts = location.Replace('\\', '/').Split('/');
        var fixedParts = parts.TakeWhile(p => !IsPattern(p)).Count();
        var root = string.Join('/', parts[..fixedParts]);
        if (fixedParts > 0 && root.Length == 0) root = "/";
        return new GlobPattern(root, parts[fixedParts..]);
    }

    /// <summary>Whether a path below <see cref="Root"/>, with forward slashes, matches.</summary>
    public bool Matches(string relative) => MatchSegments(_segments, relative.Split('/'));

    private static bool MatchSegments(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] == "**")
            {
                if (pattern.Length == 1) return path.Length > 0;
                for (var skip = 0; skip <= path.Length; skip++)
                {
                    if (MatchSegments(pattern[1..], path[skip..])) return true;
                }

                return false;
            }

            if (path.Length == 0 || !MatchName(pattern[0], path[0])) return false;
            pattern = pattern[1..];
            path = path[1..];
        }

        return path.Length == 0;
    }

    private static bool MatchName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (pattern.Length > 0)
        {
            switch (pattern[0])
            {
                case '*':
                    for (var skip = 0; skip <= name.Length; skip++)
                    {
                        if (MatchName(pattern[1..], name[skip..])) return true;
                    }

                    return false;
                case '{' when pattern.IndexOf('}') is var end and > 0:
                    foreach (var range in pattern[1..end].ToString().Split(','))
                    {
                        if (MatchName(string.Concat(range, pattern[(end + 1)..]), name)) return true;
                    }

                    return false;
                case '[' when pattern.IndexOf(']') is var end and > 1:
                    if (name.Length == 0 || !MatchSet(pattern[1..end], name[0])) return false;
                    pattern = pattern[(end + 1)..];
                    break;
                case '?':
                    if (name.Length == 0) return false;
                    pattern = pattern[1..];
                    break;
                default:
                    if (name.Length == 0 || name[0] != pattern[0]) return false;
                    pattern = pattern[1..];
                    break;
            }

            name = name[1..];
        }

        return name.Length == 0;
    }

    private static bool MatchSet(ReadOnlySpan<char> set, char c)
    {
        var negated = set[0] == '!';
        if (negated) set = set[1..];
        var found = false;
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                found |= c >= set[i] && c <= set[i + 2];
                i += 2;
            }
            else
            {
                found |= c == set[i];
            }
        }

        return found != negated;
    }
}
