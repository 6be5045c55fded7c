using System.Collections.Concurrent;
using System.Globalization;

namespace Lumos.DuckDb.Native;

/// <summary>
/// Keeps the exceptions of managed sources while the engine carries only their text through its own frames. Each gets a number that
/// ends the text, by which the exception is found again.
/// </summary>
internal static class ScanErrors
{
    private const string Mark = " [source error ";
    private const int Kept = 64;

    private static readonly ConcurrentDictionary<long, Exception> Pending = new();
    private static long _last;

    internal static string Put(Exception exception)
    {
        var number = Interlocked.Increment(ref _last);
        Pending[number] = exception;
        Pending.TryRemove(number - Kept, out _);
        return string.Create(CultureInfo.InvariantCulture, $"{exception.Message}{Mark}{number}]");
    }

    internal static Exception? Take(string message)
    {
        var start = message.LastIndexOf(Mark, StringComparison.Ordinal);
        if (start < 0) return null;
        var digits = message.AsSpan(start + Mark.Length);
        var end = digits.IndexOf(']');
        return end > 0 && long.TryParse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Pending.TryRemove(number, out var exception) ? exception : null;
    }
}
