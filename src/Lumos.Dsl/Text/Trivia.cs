namespace Lumos.Dsl.Text;

/// <summary>Comments and empty lines around one pipeline.</summary>
/// <param name="StartsParagraph">Whether an empty line stands before it.</param>
/// <param name="Before">Comments above or inside it; null is an empty line between them.</param>
/// <param name="Behind">Comment at the end of its last line.</param>
internal sealed record PipelineTrivia(bool StartsParagraph, IReadOnlyList<string?> Before, string? Behind);

/// <summary>What a text holds besides its plan.</summary>
/// <param name="Pipelines">One per pipeline.</param>
/// <param name="After">Comments after the last pipeline; null is an empty line.</param>
/// <param name="HasVersion">Whether it names the version of the language.</param>
internal sealed record Trivia(IReadOnlyList<PipelineTrivia> Pipelines, IReadOnlyList<string?> After, bool HasVersion)
{
    public static Trivia Of(PlanSyntax plan, IReadOnlyList<Token> tokens, IReadOnlyList<Comment> comments)
    {
        var waiting = new Queue<Comment>(comments);
        var result = new List<PipelineTrivia>();
        var lastLine = plan.Version is null ? 0 : plan.VersionSpan.Line;
        foreach (var pipeline in plan.Pipelines)
        {
            var start = tokens[pipeline.FirstToken].Span;
            var end = tokens[pipeline.EndToken - 1].Span;
            var above = Take(waiting, comment => comment.Span.Start < start.Start);
            var inside = Take(waiting, comment => comment.Span.Start < end.Start);
            var behind = waiting.Count > 0 && !waiting.Peek().StartsLine && waiting.Peek().Span.Line == end.Line ? waiting.Dequeue().Text : null;
            var firstLine = above.Count > 0 ? above[0].Span.Line : start.Line;
            result.Add(new(lastLine > 0 && firstLine > lastLine + 1, [.. Lines(above, start.Line), .. inside.Select(comment => comment.Text)], behind));
            lastLine = end.Line;
        }

        var after = waiting.ToArray();
        string?[] gap = after.Length > 0 && lastLine > 0 && after[0].Span.Line > lastLine + 1 ? [null] : [];
        return new(result, [.. gap, .. Lines(after, int.MaxValue)], plan.Version is not null);
    }

    private static List<Comment> Take(Queue<Comment> waiting, Func<Comment, bool> belongs)
    {
        var taken = new List<Comment>();
        while (waiting.Count > 0 && belongs(waiting.Peek())) taken.Add(waiting.Dequeue());
        return taken;
    }

    // The comments, with null where an empty line stood between two of them or before what follows them.
    private static IEnumerable<string?> Lines(IReadOnlyList<Comment> comments, int nextLine)
    {
        for (var i = 0; i < comments.Count; i++)
        {
            yield return comments[i].Text;
            var next = i + 1 < comments.Count ? comments[i + 1].Span.Line : nextLine;
            if (next != int.MaxValue && next > comments[i].Span.Line + 1) yield return null;
        }
    }
}
