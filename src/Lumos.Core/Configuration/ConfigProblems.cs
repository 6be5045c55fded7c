using System.Globalization;
using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.Configuration;

/// <summary>Collects every mistake of a file, so that a person corrects them in one go.</summary>
internal sealed class ConfigProblems(string file)
{
    private readonly List<(int Line, int Column, string Path, string Message)> _problems = [];

    /// <summary>Whether a person can look at the places, as in a file; else only the keys are named.</summary>
    public bool HasPlaces { get; init; } = true;

    public int Count => _problems.Count;

    public void Add(ConfigNode at, string path, string message) => Add(at.Line, at.Column, path, message);

    public void Add(int line, int column, string path, string message) => _problems.Add((line, column, path, message));

    /// <summary>Throws when anything was collected.</summary>
    /// <param name="reason">Stable sub-code.</param>
    /// <param name="what">What the file is, such as <c>run contract</c>.</param>
    public void ThrowIfAny(string reason, string what)
    {
        if (_problems.Count == 0) return;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The {what} has {_problems.Count} mistake{(_problems.Count == 1 ? "" : "s")}:");
        foreach (var (line, column, path, message) in _problems.OrderBy(static problem => (problem.Line, problem.Column)))
        {
            text.Append("\n  ");
            if (HasPlaces) text.Append(CultureInfo.InvariantCulture, $"line {line}, column {column}: ");
            if (path.Length > 0) text.Append(path).Append(": ");
            text.Append(message);
        }

        text.Append('\n');
        throw new LumosException(ErrorCode.DeterministicFailure, reason, text.ToString(), new ErrorLocation(File: file), $"Correct the {what} and start again.");
    }
}
