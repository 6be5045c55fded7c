using System.Text.Json;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>Prints an error the way a person reads it, or as one JSON line for machines.</summary>
internal static class ErrorText
{
    public static void Write(TextWriter output, LumosException error, bool asJson)
    {
        if (asJson)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteString("code", ErrorTaxonomy.NameOf(error.Code));
                json.WriteString("reason", error.Reason);
                json.WriteString("problem", error.Problem);
                if (error.Where is { } where) json.WriteString("where", where.ToString());
                if (error.NextStep is { } next) json.WriteString("next_step", next);
                json.WriteBoolean("may_retry", error.IsTransient);
                json.WriteEndObject();
            }

            output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
            return;
        }

        output.WriteLine($"error {ErrorTaxonomy.NameOf(error.Code)} ({error.Reason})");
        output.WriteLine("  " + error.Problem.Replace("\n", "\n  ", StringComparison.Ordinal));
        if (error.Where is { } place && place.ToString() is { Length: > 0 } text) output.WriteLine("  where: " + text);
        if (error.NextStep is { } step) output.WriteLine("  next:  " + step.Replace("\n", "\n         ", StringComparison.Ordinal));
    }
}
