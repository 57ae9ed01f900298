package io.millrace.campaign;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/millrace-campaign}. Exit codes: 0 all is as promised, 1 it is not, 2 wrong arguments. */
@Command(
        name = "millrace-campaign",
        description = "Tries what Millrace promises, on the real server process or against another engine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KillCommand.class,
            BankCommand.class,
            TpchCommand.class,
            QueriesCommand.class,
            GarbageCommand.class,
            FaultsCommand.class,
            DamageCommand.class,
            CrashCommand.class,
            SimulationCommand.class,
            SoakCommand.class
        })
public final class CampaignCommand implements Runnable {
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CampaignCommand()).execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a campaign is missing");
    }
}
