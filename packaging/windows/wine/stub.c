/* Stands for the program where only the installer is tested: it says that it runs, and waits as
   many milliseconds as it is told. */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments)
{
    puts("started");
    fflush(stdout);
    Sleep(count > 1 ? atoi(arguments[1]) : 0);
    return 0;
}
