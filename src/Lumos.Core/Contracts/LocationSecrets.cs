using System.Text.RegularExpressions;

namespace Lumos.Core.Contracts;

/// <summary>Finds a password in the address of a place. A location is kept in the contract, its hash and the ledger, so none may hold one.</summary>
internal static partial class LocationSecrets
{
    /// <summary>Whether a location is an address with a password, before its host or among its settings.</summary>
    public static bool HasPassword(string location)
    {
        if (Scheme().IsMatch(location) && Setting().IsMatch(location)) return true;
        var start = location.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return false;
        var rest = location[(start + 3)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var before = query < 0 ? rest : rest[..query];

        // A password may hold any mark, so what stands before the last @ is no host; where an @ is behind a question mark, only a proper address is trusted.
        var at = before.LastIndexOf('@');
        return at >= 0 ? Uri.UnescapeDataString(before[..at]).Contains(':', StringComparison.Ordinal) : rest.Contains('@', StringComparison.Ordinal) && !Address().IsMatch(before);
    }

    // Two letters at least: one is a drive.
    [GeneratedRegex(@"^[a-z][a-z0-9+.-]+:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"[?&;](password|passwd|pwd|passfile|sslpassword)=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^(\[[^\]/]*\]|[^:/]*)(:[0-9]+)?(/.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
