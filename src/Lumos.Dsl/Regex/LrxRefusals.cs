namespace Lumos.Dsl.Regex;

/// <summary>Remembers refusals: looking for a better pattern takes milliseconds, and the binder, the checker and every keystroke in an editor ask about the same one.</summary>
internal static class LrxRefusals
{
    private const int MaxCount = 256;
    private static readonly Dictionary<(string Pattern, int Group, bool IgnoreCase, bool FromEnd), LrxReject> Known = [];

    public static bool TryGet(string pattern, int group, bool ignoreCase, bool fromEnd, out LrxReject? reject)
    {
        lock (Known) return Known.TryGetValue((pattern, group, ignoreCase, fromEnd), out reject);
    }

    public static void Add(string pattern, int group, bool ignoreCase, bool fromEnd, LrxReject reject)
    {
        lock (Known)
        {
            if (Known.Count >= MaxCount) Known.Clear();
            Known[(pattern, group, ignoreCase, fromEnd)] = reject;
        }
    }
}
