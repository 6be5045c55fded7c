using System.CommandLine;
using Lumos.Core;

namespace Lumos.Host.Cli;

/// <summary><c>lumos replication</c>: shows and drops the slots a server keeps its log of changes for.</summary>
internal static class ReplicationCommand
{
    public static Command Create()
    {
        var command = new Command("replication", "Shows and drops what a server keeps of its log for runs that read changes (--incremental 'table=logical_replication').") { List(), Drop() };
        return HelpWithExamples.With(command, "lumos replication list 'postgres://reader@db.example/shop'", "lumos replication drop 'postgres://reader@db.example/shop' lumos_01jkvm");
    }

    private static Argument<string> Location() => new("location") { Description = "Database, as the contract writes it, such as postgres://user@host/database" };

    private static Command List()
    {
        var (location, state, json) = (Location(), CommonOptions.State(), CommonOptions.Json());
        var command = new Command("list", "Lists the slots of a database, what its server keeps for each, and which run read from it last.") { location, state, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var uses = await CommonOptions.Open(parsed, state).ListReplicationAsync(parsed.GetRequiredValue(location), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            foreach (var use in uses)
            {
                if (parsed.GetValue(json)) Json(output, use);
                else await output.WriteLineAsync(Line(use));
            }

            if (uses.Count == 0 && !parsed.GetValue(json)) await output.WriteLineAsync("No slot: the server keeps nothing for anybody.");
            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos replication list 'postgres://reader@db.example/shop'", "lumos replication list 'postgres://reader@db.example/shop' --json");
    }

    private static Command Drop()
    {
        var (location, state, json) = (Location(), CommonOptions.State(), CommonOptions.Json());
        var slot = new Argument<string>("slot") { Description = "Name of the slot" };
        var who = new ActorOptions();
        var command = new Command("drop", "Drops a slot and the publication Lumos made for it. The next run of the job that read from it loads its tables whole.") { location, slot, state, json };
        who.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(slot);
            var dropped = await CommonOptions.Open(parsed, state).DropReplicationAsync(parsed.GetRequiredValue(location), name, who.Read(parsed), cancellationToken);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(output, writer =>
                {
                    writer.WriteString("slot", name);
                    writer.WriteBoolean("was_there", dropped is not null);
                    if (dropped?.RetainedBytes is { } bytes) writer.WriteNumber("retained_bytes", bytes);
                });
            }
            else
            {
                await output.WriteLineAsync(dropped is null ? $"{name} was gone already. The next run loads its tables whole." : $"{name} is dropped; {Kept(dropped.RetainedBytes)} the server may forget. The next run loads its tables whole.");
            }

            return ExitCodes.Done;
        });
        return HelpWithExamples.With(command, "lumos replication drop 'postgres://reader@db.example/shop' lumos_01jkvm");
    }

    /// <summary>A slot in words.</summary>
    internal static string Line(Abstractions.ReplicationSlot slot) =>
        $"{slot.Name}  {(slot.IsLost ? "lost" : slot.IsActive ? "in use" : "waiting")}  {Kept(slot.RetainedBytes)} of log kept{(slot.Position is null ? "" : " behind " + slot.Position)}{(slot.Publication is null ? "" : $"  publication {slot.Publication}")}";

    private static string Line(ReplicationUse use) => $"{Line(use.Slot)}  {(use.RunId is null ? "no run of this state" : "run " + use.RunId)}";

    private static string Kept(long? bytes) => bytes is { } kept ? Reports.HtmlText.Bytes(kept) : "nothing";

    private static void Json(TextWriter output, ReplicationUse use) => JsonOutput.Write(output, json =>
    {
        json.WriteString("slot", use.Slot.Name);
        json.WriteString("publication", use.Slot.Publication);
        json.WriteBoolean("in_use", use.Slot.IsActive);
        json.WriteBoolean("lost", use.Slot.IsLost);
        json.WriteString("position", use.Slot.Position);
        if (use.Slot.RetainedBytes is { } bytes) json.WriteNumber("retained_bytes", bytes);
        json.WriteString("run_id", use.RunId);
    });
}
