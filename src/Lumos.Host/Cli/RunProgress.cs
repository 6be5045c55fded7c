using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>
/// Shows long work on standard error: one line that rewrites itself on a terminal, one line per activity otherwise. Rates are
/// measured over the activity so far.
/// </summary>
internal sealed class RunProgress(TextWriter output, bool isTerminal, TimeProvider time) : IProgress<StageProgress>
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private string _activity = "";
    private long _started;
    private long _shown;
    private int _width;

    public void Report(StageProgress value)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var isNew = value.Activity != _activity;
            if (isNew)
            {
                Clear();
                _activity = value.Activity;
                _started = now;
                if (!isTerminal) output.WriteLine($"{value.Stage.ToString().ToUpperInvariant(),-10} {value.Activity}");
            }

            if (!isTerminal || (!isNew && time.GetElapsedTime(_shown, now) < Refresh && value.Done != value.Total)) return;
            _shown = now;
            var line = Line(value, time.GetElapsedTime(_started, now));
            output.Write("\r" + line.PadRight(_width));
            _width = line.Length;
            output.Flush();
        }
    }

    /// <summary>Takes the line off the screen before something else is printed.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (!isTerminal || _width == 0) return;
            output.Write("\r" + new string(' ', _width) + "\r");
            output.Flush();
            _width = 0;
        }
    }

    internal static string Line(StageProgress value, TimeSpan elapsed)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value.Stage.ToString().ToUpperInvariant(),-10} {value.Activity}");
        if (value.Done > 0) text += string.Create(CultureInfo.InvariantCulture, $"  {value.Done:N0}");
        if (value.Total is > 0 and var total) text += string.Create(CultureInfo.InvariantCulture, $" of {total:N0}");
        if (value.Done > 0) text += " " + value.Unit;
        if (value.Done <= 0 || elapsed.TotalSeconds < 0.3) return text;
        var rate = value.Done / elapsed.TotalSeconds;
        text += string.Create(CultureInfo.InvariantCulture, $"  {rate:N0} {value.Unit}/s");
        if (value.Total is { } all && all > value.Done) text += "  ETA " + Eta(TimeSpan.FromSeconds((all - value.Done) / rate));
        return text;
    }

    private static string Eta(TimeSpan left) => left.TotalHours >= 1
        ? left.ToString("h\\:mm\\:ss", CultureInfo.InvariantCulture)
        : left.ToString("m\\:ss", CultureInfo.InvariantCulture);
}
