package io.ordermonitor.netty.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.netty.server.demo.DemoProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in Chromium, on the printed address, while the demo's day runs. */
@Tag("foreign")
class BrowserIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void thePageShowsTheDayRunning() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "demo", "--json", "--port", "0", "--speed", "120")) {
            String page = demo.line().get("page").asString();
            ChromeDriver browser = browser();
            try {
                browser.manage().window().setSize(new Dimension(1280, 1400));
                browser.get(page);
                WebDriverWait wait = new WebDriverWait(browser, PATIENCE);
                wait.until(b -> text(b.findElement(By.tagName("body"))).contains("YESBANK-A"));
                wait.until(b -> text(b.findElement(By.tagName("body"))).contains("JUNIORBEES"));
                Path picture = Path.of(System.getProperty("monitor.jar")).resolveSibling("page.png");
                Files.write(picture, browser.getScreenshotAs(OutputType.BYTES));
                String shown = text(browser.findElement(By.tagName("body")));
                assertThat(shown)
                        .contains("synthetic trading day", "closed", "filled", "Entry", "SL", "TP", "REALISED");
                List<WebElement> steps = browser.findElements(By.cssSelector("#steps > *"));
                assertThat(steps).hasSize(10);
                assertThat(browser.getCurrentUrl()).doesNotContain("token=");
            } finally {
                browser.quit();
            }
        }
    }

    private static ChromeDriver browser() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run");
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build();
        return new ChromeDriver(driver, options);
    }

    private static String text(WebElement element) {
        return element.getText();
    }
}
